;; The same for checked code, where the memory's limit is pinned as well.
;; bounds: checked
;; show: frame
(module
  (memory 1)
  (func $exported (export "exported"))
  (func $leaf))
;; $exported
;;     x86-64: 18 instructions, 61 bytes                    | AArch64: 19 instructions, 76 bytes
;;       endbr64                                            |   bti c
;;       mov rax, [r11+0xc0]                                |   ldr x17, [x16, #0xc0]
;;       mov [r14+0xc0], rax                                |   str x17, [x28, #0xc0]
;;     L0:                                                  | L0:
;;       mov rax, [r11]                                     |   ldr x17, [x16]
;;       mov [r14], rax                                     |   str x17, [x28]
;;       cmp rax, [r11]                                     |   ldr x9, [x16]
;;       jnz L0                                             |   cmp x17, x9
;;       mov r15, [r14+0x8]                                 |   b.ne L0
;;       mov r10, [r14+0x10]                                |   ldp x27, x26, [x28, #8]
;;       endbr64                                            |   bti c
;;       push rbp                                           |   stp x29, x30, [sp, #-0x20]!
;;       mov rbp, rsp                                       |   mov x29, sp
;;       cmp rsp, [r14]                                     |   ldr x17, [x28]
;;       jb L1                                              |   cmp sp, x17
;;                                                          |   b.lo L1
;;   end
;;       pop rbp                                            |   ldp x29, x30, [sp], #0x20
;;       ret                                                |   ret
;;   out of line: (prologue)
;;     L1:                                                  | L1:
;;       mov rsp, rbp                                       |   mov sp, x29
;;       ud2  ; call stack exhausted                        |   udf #0  ; call stack exhausted
;;
;; $leaf
;;     x86-64: 8 instructions, 20 bytes                     | AArch64: 9 instructions, 36 bytes
;;       push rbp                                           |   stp x29, x30, [sp, #-0x20]!
;;       mov rbp, rsp                                       |   mov x29, sp
;;       cmp rsp, [r14]                                     |   ldr x17, [x28]
;;       jb L0                                              |   cmp sp, x17
;;                                                          |   b.lo L0
;;   end
;;       pop rbp                                            |   ldp x29, x30, [sp], #0x20
;;       ret                                                |   ret
;;   out of line: (prologue)
;;     L0:                                                  | L0:
;;       mov rsp, rbp                                       |   mov sp, x29
;;       ud2  ; call stack exhausted                        |   udf #0  ; call stack exhausted
