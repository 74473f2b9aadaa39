;; Coming back from another instance, checked code loads the limit, too.
;; bounds: checked
(module
  (func $none (import "env" "none"))
  (memory 1)
  (func $call_none (call $none)))
;; $call_none
;;     x86-64: 9 instructions, 45 bytes                     | AArch64: 9 instructions, 36 bytes
;;       mov [rbp-0x8], r14                                 |   str x28, [x29, #0x10]
;;   call $env.none
;;       mov r11, [r14+0xc0]                                |   ldr x17, [x28, #0xc0]
;;       mov [r11+0x20], rbp                                |   adr x16, L0
;;       mov [r11+0x28], rsp                                |   stp x29, x16, [x17, #0x20]
;;       mov rdi, [r14+0xe8]                                |   ldr x0, [x28, #0xe8]
;;       call [r14+0xe0]                                    |   ldr x17, [x28, #0xe0]
;;       mov r14, [rbp-0x8]                                 |   blr x17
;;       mov r15, [r14+0x8]                                 | L0:
;;       mov r10, [r14+0x10]                                |   ldr x28, [x29, #0x10]
;;                                                          |   ldp x27, x26, [x28, #8]
;;   end
