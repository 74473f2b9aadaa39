;; A float compare stays in the flags; NaN takes the right way.
(module
  (func (export "f") (param f64 f64) (result i32)
    block
      local.get 0
      local.get 1
      f64.lt
      br_if 0
      i32.const 1
      return
    end
    i32.const 2))
;; x64: $f
;; x64:       mov rax, [r11]
;; x64:       mov [r14], rax
;; x64:       push rbp
;; x64:       mov rbp, rsp
;; x64:       nop [rax], eax
;; x64:       cmp rsp, [r14]
;; x64:       jb L1
;; x64:   block
;; x64:   local.get 0
;; x64:   local.get 1
;; x64:   f64.lt
;; x64:       vucomisd xmm7, xmm6
;; x64:   br_if 0
;; x64:       jnbe L0
;; x64:   i32.const 1
;; x64:   return
;; x64:       mov eax, 0x1
;; x64:       leave
;; x64:       ret
;; x64:     L0:
;; x64:   end
;; x64:   i32.const 2
;; x64:   end
;; x64:       mov eax, 0x2
;; x64:       leave
;; x64:       ret
;; x64:     L1:
;; x64:   (prologue)
;; x64:       mov rsp, rbp
;; x64:       ud2  ; trap: call stack exhausted
