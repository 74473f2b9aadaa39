;; More arguments than registers.
(module
  (func $g (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i32)
    local.get 0
    local.get 9
    i32.add)
  (func (export "f") (param i32) (result i32)
    local.get 0
    i32.const 1
    i32.const 2
    i32.const 3
    i32.const 4
    i32.const 5
    i32.const 6
    i32.const 7
    i32.const 8
    local.get 0
    call $g))
;; x64: $g
;; x64:       push rbp
;; x64:       mov rbp, rsp
;; x64:       sub rsp, 0x30
;; x64:       cmp rsp, [r14]
;; x64:       jb L0
;; x64:       mov [rbp-0x8], r8d
;; x64:       mov [rbp-0x10], r9d
;; x64:       mov [rbp-0x18], esi
;; x64:       mov [rbp-0x20], edx
;; x64:       mov [rbp-0x28], ecx
;; x64:       mov r8d, [rbp+0x28]
;; x64:   local.get 0
;; x64:   local.get 9
;; x64:   i32.add
;; x64:   end
;; x64:       lea eax, [rdi+r8]
;; x64:       leave
;; x64:       ret 0x20
;; x64:     L0:
;; x64:   (prologue)
;; x64:       mov rsp, rbp
;; x64:       ud2  ; trap: call stack exhausted
;; x64: $f
;; x64:       mov rax, [r11]
;; x64:       mov [r14], rax
;; x64:       push rbp
;; x64:       mov rbp, rsp
;; x64:       sub rsp, 0x30
;; x64:       cmp rsp, [r14]
;; x64:       jb L0
;; x64:       mov [rbp-0x8], edi
;; x64:   local.get 0
;; x64:   i32.const 1
;; x64:   i32.const 2
;; x64:   i32.const 3
;; x64:   i32.const 4
;; x64:   i32.const 5
;; x64:   i32.const 6
;; x64:   i32.const 7
;; x64:   i32.const 8
;; x64:   local.get 0
;; x64:   call $g
;; x64:       mov r11d, 0x6
;; x64:       mov [rsp], r11d
;; x64:       mov r11d, 0x7
;; x64:       mov [rsp+0x8], r11d
;; x64:       mov r11d, 0x8
;; x64:       mov [rsp+0x10], r11d
;; x64:       mov r11d, [rbp-0x8]
;; x64:       mov [rsp+0x18], r11d
;; x64:       mov edi, [rbp-0x8]
;; x64:       mov ecx, 0x5
;; x64:       mov edx, 0x4
;; x64:       mov esi, 0x3
;; x64:       mov r9d, 0x2
;; x64:       mov r8d, 0x1
;; x64:       call $g
;; x64:       sub rsp, 0x20
;; x64:   end
;; x64:       leave
;; x64:       ret
;; x64:     L0:
;; x64:   (prologue)
;; x64:       mov rsp, rbp
;; x64:       ud2  ; trap: call stack exhausted
