;; A call inside the module: arguments and result in registers.
(module
  (func $add (param i32 i32) (result i32)
    local.get 0
    local.get 1
    i32.add)
  (func (export "f") (param i32) (result i32)
    i32.const 5
    local.get 0
    call $add))
;; x64: $add
;; x64:       push rbp
;; x64:       mov rbp, rsp
;; x64:       nop [rax], eax
;; x64:       cmp rsp, [r14]
;; x64:       jb L0
;; x64:   local.get 0
;; x64:   local.get 1
;; x64:   i32.add
;; x64:   end
;; x64:       lea eax, [rdi+r8]
;; x64:       leave
;; x64:       ret
;; x64:     L0:
;; x64:   (prologue)
;; x64:       mov rsp, rbp
;; x64:       ud2  ; trap: call stack exhausted
;; x64: $f
;; x64:       mov rax, [r11]
;; x64:       mov [r14], rax
;; x64:       push rbp
;; x64:       mov rbp, rsp
;; x64:       sub rsp, 0x10
;; x64:       cmp rsp, [r14]
;; x64:       jb L0
;; x64:       mov [rbp-0x8], edi
;; x64:   i32.const 5
;; x64:   local.get 0
;; x64:   call $add
;; x64:       mov edi, 0x5
;; x64:       mov r8d, [rbp-0x8]
;; x64:       call $add
;; x64:   end
;; x64:       leave
;; x64:       ret
;; x64:     L0:
;; x64:   (prologue)
;; x64:       mov rsp, rbp
;; x64:       ud2  ; trap: call stack exhausted
