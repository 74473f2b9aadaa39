;; i64: division and remainder trap on zero; the quotient of the least number and -1, too.
(module
  (func $div_s (param i64 i64) (result i64) (i64.div_s (local.get 0) (local.get 1)))
  (func $div_u (param i64 i64) (result i64) (i64.div_u (local.get 0) (local.get 1)))
  (func $rem_s (param i64 i64) (result i64) (i64.rem_s (local.get 0) (local.get 1)))
  (func $rem_u (param i64 i64) (result i64) (i64.rem_u (local.get 0) (local.get 1))))
;; $div_s
;;     x86-64: 12 instructions, 42 bytes                    | AArch64: 9 instructions, 36 bytes
;;   local.get 0
;;   local.get 1
;;   i64.div_s
;;       mov rax, rdi                                       |   cbz x3, L2
;;       test r8, r8                                        |   cmn x3, #1
;;       jz L2                                              |   b.eq L1
;;       cmp r8, -0x1                                       |   sdiv x0, x2, x3
;;       jz L1                                              |
;;       cqo                                                |
;;       idiv r8                                            |
;;   end
;;     L0:                                                  | L0:
;;   out of line: i64.div_s
;;     L1:                                                  | L1:
;;       neg rax                                            |   negs x0, x2
;;       jo L3                                              |   b.vs L3
;;       jmp L0                                             |   b L0
;;   out of line: i64.div_s
;;     L2:                                                  | L2:
;;       ud2  ; integer divide by zero                      |   udf #0  ; integer divide by zero
;;   out of line: i64.div_s
;;     L3:                                                  | L3:
;;       ud2  ; integer overflow                            |   udf #0  ; integer overflow
;;
;; $div_u
;;     x86-64: 6 instructions, 19 bytes                     | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   local.get 1
;;   i64.div_u
;;       mov rax, rdi                                       |   cbz x3, L0
;;       test r8, r8                                        |   udiv x0, x2, x3
;;       jz L0                                              |
;;       xor edx, edx                                       |
;;       div r8                                             |
;;   end
;;   out of line: i64.div_u
;;     L0:                                                  | L0:
;;       ud2  ; integer divide by zero                      |   udf #0  ; integer divide by zero
;;
;; $rem_s
;;     x86-64: 11 instructions, 36 bytes                    | AArch64: 4 instructions, 16 bytes
;;   local.get 0
;;   local.get 1
;;   i64.rem_s
;;       mov rax, rdi                                       |   cbz x3, L0
;;       test r8, r8                                        |   sdiv x17, x2, x3
;;       jz L2                                              |   msub x0, x17, x3, x2
;;       cmp r8, -0x1                                       |
;;       jz L1                                              |
;;       cqo                                                |
;;       idiv r8                                            |
;;   end
;;     L0:                                                  |
;;       mov rax, rdx                                       |
;;   out of line: i64.rem_s
;;     L1:                                                  |
;;       xor edx, edx                                       |
;;       jmp L0                                             |
;;   out of line: i64.rem_s
;;     L2:                                                  | L0:
;;       ud2  ; integer divide by zero                      |   udf #0  ; integer divide by zero
;;
;; $rem_u
;;     x86-64: 7 instructions, 22 bytes                     | AArch64: 4 instructions, 16 bytes
;;   local.get 0
;;   local.get 1
;;   i64.rem_u
;;       mov rax, rdi                                       |   cbz x3, L0
;;       test r8, r8                                        |   udiv x17, x2, x3
;;       jz L0                                              |   msub x0, x17, x3, x2
;;       xor edx, edx                                       |
;;       div r8                                             |
;;   end
;;       mov rax, rdx                                       |
;;   out of line: i64.rem_u
;;     L0:                                                  | L0:
;;       ud2  ; integer divide by zero                      |   udf #0  ; integer divide by zero
