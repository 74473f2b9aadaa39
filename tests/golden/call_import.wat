;; A call that leaves the instance.
(module
  (func $log (import "env" "log") (param i32))
  (func (export "f") (param i32)
    local.get 0
    call $log))
;; x64: $f
;; x64:       mov rax, [r11]
;; x64:       mov [r14], rax
;; x64:       push rbp
;; x64:       mov rbp, rsp
;; x64:       sub rsp, 0x10
;; x64:       cmp rsp, [r14]
;; x64:       jb L0
;; x64:       mov [rbp-0x8], r14
;; x64:       mov [rbp-0x10], edi
;; x64:   local.get 0
;; x64:   call $env.log
;; x64:       mov edi, [rbp-0x10]
;; x64:       mov rax, [r14+0xc8]
;; x64:       mov r11, r14
;; x64:       mov r14, [rax+0x10]
;; x64:       call [rax]
;; x64:       mov r14, [rbp-0x8]
;; x64:   end
;; x64:       leave
;; x64:       ret
;; x64:     L0:
;; x64:   (prologue)
;; x64:       mov rsp, rbp
;; x64:       ud2  ; trap: call stack exhausted
