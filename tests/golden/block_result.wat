;; A value that leaves a block.
(module
  (func (export "f") (param i32) (result i32)
    block (result i32)
      i32.const 7
      local.get 0
      br_if 0
      drop
      local.get 0
    end))
;; x64: $f
;; x64:       mov rax, [r11]
;; x64:       mov [r14], rax
;; x64:       push rbp
;; x64:       mov rbp, rsp
;; x64:       nop [rax], eax
;; x64:       cmp rsp, [r14]
;; x64:       jb L1
;; x64:   block (result i32)
;; x64:   i32.const 7
;; x64:   local.get 0
;; x64:   br_if 0
;; x64:       test edi, edi
;; x64:       mov eax, 0x7
;; x64:       jnz L0
;; x64:   drop
;; x64:   local.get 0
;; x64:   end
;; x64:       mov eax, edi
;; x64:     L0:
;; x64:   end
;; x64:       leave
;; x64:       ret
;; x64:     L1:
;; x64:   (prologue)
;; x64:       mov rsp, rbp
;; x64:       ud2  ; trap: call stack exhausted
