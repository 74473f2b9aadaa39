;; memory.grow in checked code loads the limit again.
;; bounds: checked
(module
  (memory 1)
  (func $memory.grow (param i32) (result i32) (memory.grow (local.get 0))))
;; $memory.grow
;;     x86-64: 9 instructions, 34 bytes                     | AArch64: 9 instructions, 36 bytes
;;       mov [rbp-0x8], edi                                 |   str x2, [x29, #0x10]
;;   local.get 0
;;   memory.grow
;;       mov esi, 0x0                                       |   movz w1, #0
;;       mov edx, [rbp-0x8]                                 |   ldr w2, [x29, #0x10]
;;       mov rdi, r14                                       |   mov x0, x28
;;       mov r11, [r14+0x90]                                |   ldr x17, [x28, #0x90]
;;       call [r11]                                         |   ldr x17, [x17]
;;       mov r15, [r14+0x8]                                 |   blr x17
;;       mov r10, [r14+0x10]                                |   ldp x27, x26, [x28, #8]
;;       mov eax, eax                                       |   mov w0, w0
;;   end
