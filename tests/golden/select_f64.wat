;; select of floats.
(module
  (func (export "f") (param f64 f64 i32) (result f64)
    local.get 0
    local.get 1
    local.get 2
    select))
;; x64: $f
;; x64:       mov rax, [r11]
;; x64:       mov [r14], rax
;; x64:       push rbp
;; x64:       mov rbp, rsp
;; x64:       nop [rax], eax
;; x64:       cmp rsp, [r14]
;; x64:       jb L1
;; x64:   local.get 0
;; x64:   local.get 1
;; x64:   local.get 2
;; x64:   select
;; x64:       test edi, edi
;; x64:       vmovaps xmm0, xmm6
;; x64:       jnz L0
;; x64:       vmovaps xmm0, xmm7
;; x64:     L0:
;; x64:   end
;; x64:       leave
;; x64:       ret
;; x64:     L1:
;; x64:   (prologue)
;; x64:       mov rsp, rbp
;; x64:       ud2  ; trap: call stack exhausted
