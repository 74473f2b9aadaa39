;; Signed division traps for a zero divisor and for overflow.
(module
  (func (export "f") (param i32 i32) (result i32)
    local.get 0
    local.get 1
    i32.div_s))
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
;; x64:   i32.div_s
;; x64:       mov eax, edi
;; x64:       test r8d, r8d
;; x64:       jz L3
;; x64:       cmp r8d, -0x1
;; x64:       jz L2
;; x64:       cdq
;; x64:       idiv r8d
;; x64:     L0:
;; x64:   end
;; x64:       leave
;; x64:       ret
;; x64:     L1:
;; x64:   (prologue)
;; x64:       mov rsp, rbp
;; x64:       ud2  ; trap: call stack exhausted
;; x64:     L2:
;; x64:   i32.div_s
;; x64:       neg eax
;; x64:       jo L4
;; x64:       jmp L0
;; x64:     L3:
;; x64:   i32.div_s
;; x64:       ud2  ; trap: integer divide by zero
;; x64:     L4:
;; x64:   i32.div_s
;; x64:       ud2  ; trap: integer overflow
