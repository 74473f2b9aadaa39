;; Several results.
(module
  (func (export "f") (param i32 i64) (result i64 i32 f64)
    local.get 1
    local.get 0
    f64.const 0))
;; x64: $f
;; x64:       mov rax, [r11]
;; x64:       mov [r14], rax
;; x64:       push rbp
;; x64:       mov rbp, rsp
;; x64:       nop [rax], eax
;; x64:       cmp rsp, [r14]
;; x64:       jb L0
;; x64:   local.get 1
;; x64:   local.get 0
;; x64:   f64.const 0
;; x64:   end
;; x64:       mov rax, r8
;; x64:       vxorps xmm0, xmm0, xmm0
;; x64:       mov edx, edi
;; x64:       leave
;; x64:       ret
;; x64:     L0:
;; x64:   (prologue)
;; x64:       mov rsp, rbp
;; x64:       ud2  ; trap: call stack exhausted
