;; The operation computes into the local.
(module
  (func (export "f") (param i32 i32) (result i32)
    local.get 0
    local.get 1
    i32.add
    local.tee 0
    local.get 0
    i32.mul))
;; x64: $f
;; x64:       mov rax, [r11]
;; x64:       mov [r14], rax
;; x64:       push rbp
;; x64:       mov rbp, rsp
;; x64:       nop [rax], eax
;; x64:       cmp rsp, [r14]
;; x64:       jb L0
;; x64:   local.get 0
;; x64:   local.get 1
;; x64:   i32.add
;; x64:       add edi, r8d
;; x64:   local.tee 0
;; x64:   local.get 0
;; x64:   i32.mul
;; x64:       mov eax, edi
;; x64:       imul eax, edi
;; x64:   end
;; x64:       leave
;; x64:       ret
;; x64:     L0:
;; x64:   (prologue)
;; x64:       mov rsp, rbp
;; x64:       ud2  ; trap: call stack exhausted
