;; Operations on constants are done while compiling.
(module
  (func (export "f") (result i32)
    i32.const 6
    i32.const 7
    i32.mul
    i32.const 2
    i32.sub))
;; x64: $f
;; x64:       mov rax, [r11]
;; x64:       mov [r14], rax
;; x64:       push rbp
;; x64:       mov rbp, rsp
;; x64:       nop [rax], eax
;; x64:       cmp rsp, [r14]
;; x64:       jb L0
;; x64:   i32.const 6
;; x64:   i32.const 7
;; x64:   i32.mul
;; x64:       mov eax, 0x7
;; x64:       imul eax, eax, 0x6
;; x64:   i32.const 2
;; x64:   i32.sub
;; x64:   end
;; x64:       lea eax, [rax-0x2]
;; x64:       leave
;; x64:       ret
;; x64:     L0:
;; x64:   (prologue)
;; x64:       mov rsp, rbp
;; x64:       ud2  ; trap: call stack exhausted
