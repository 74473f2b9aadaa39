;; Coming back from another instance, checked code loads the limit, too.
;; bounds: checked
(module
  (func $none (import "env" "none"))
  (memory 1)
  (func $call_none (call $none)))
;; $call_none
;;     x86-64: 8 instructions, 32 bytes                     | AArch64: 8 instructions, 32 bytes
;;       mov [rbp-0x8], r14                                 |   str x28, [x29, #0x10]
;;   call $env.none
;;       mov rax, [r14+0xc8]                                |   ldr x8, [x28, #0xc8]
;;       mov r11, r14                                       |   mov x16, x28
;;       mov r14, [rax+0x10]                                |   ldr x17, [x8]
;;       call [rax]                                         |   ldr x28, [x8, #0x10]
;;       mov r14, [rbp-0x8]                                 |   blr x17
;;       mov r15, [r14+0x8]                                 |   ldr x28, [x29, #0x10]
;;       mov r10, [r14+0x10]                                |   ldp x27, x26, [x28, #8]
;;   end
