;; Globals are cells in the context.
(module
  (global $b (import "env" "b") (mut i64))
  (global $a (mut i32) (i32.const 1))
  (func (export "f") (result i64)
    global.get $a
    i32.const 1
    i32.add
    global.set $a
    global.get $b
    i64.const 2
    i64.mul
    global.set $b
    global.get $b))
;; x64: $f
;; x64:       mov rax, [r11]
;; x64:       mov [r14], rax
;; x64:       push rbp
;; x64:       mov rbp, rsp
;; x64:       nop [rax], eax
;; x64:       cmp rsp, [r14]
;; x64:       jb L0
;; x64:   global.get 1
;; x64:       mov eax, [r14+0xd0]
;; x64:   i32.const 1
;; x64:   i32.add
;; x64:   global.set 1
;; x64:       lea eax, [rax+0x1]
;; x64:       mov [r14+0xd0], eax
;; x64:   global.get 0
;; x64:       mov r11, [r14+0xc8]
;; x64:       mov rax, [r11]
;; x64:   i64.const 2
;; x64:   i64.mul
;; x64:   global.set 0
;; x64:       lea rax, [rax+rax]
;; x64:       mov r11, [r14+0xc8]
;; x64:       mov [r11], rax
;; x64:   global.get 0
;; x64:       mov r11, [r14+0xc8]
;; x64:       mov rax, [r11]
;; x64:   end
;; x64:       leave
;; x64:       ret
;; x64:     L0:
;; x64:   (prologue)
;; x64:       mov rsp, rbp
;; x64:       ud2  ; trap: call stack exhausted
