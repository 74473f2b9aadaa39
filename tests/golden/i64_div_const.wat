;; i64: division by constants.
(module
  (func $div_u_1 (param i64) (result i64) (i64.div_u (local.get 0) (i64.const 1)))
  (func $div_u_8 (param i64) (result i64) (i64.div_u (local.get 0) (i64.const 8)))
  (func $div_u_10 (param i64) (result i64) (i64.div_u (local.get 0) (i64.const 10)))
  (func $div_u_0 (param i64) (result i64) (i64.div_u (local.get 0) (i64.const 0)))
  (func $div_s_1 (param i64) (result i64) (i64.div_s (local.get 0) (i64.const 1)))
  (func $div_s_2 (param i64) (result i64) (i64.div_s (local.get 0) (i64.const 2)))
  (func $div_s_8 (param i64) (result i64) (i64.div_s (local.get 0) (i64.const 8)))
  (func $div_s_10 (param i64) (result i64) (i64.div_s (local.get 0) (i64.const 10)))
  (func $div_s_minus_1 (param i64) (result i64) (i64.div_s (local.get 0) (i64.const -1)))
  (func $div_s_minus_8 (param i64) (result i64) (i64.div_s (local.get 0) (i64.const -8)))
  (func $rem_u_1 (param i64) (result i64) (i64.rem_u (local.get 0) (i64.const 1)))
  (func $rem_u_16 (param i64) (result i64) (i64.rem_u (local.get 0) (i64.const 16)))
  (func $rem_u_10 (param i64) (result i64) (i64.rem_u (local.get 0) (i64.const 10)))
  (func $rem_s_8 (param i64) (result i64) (i64.rem_s (local.get 0) (i64.const 8)))
  (func $rem_s_10 (param i64) (result i64) (i64.rem_s (local.get 0) (i64.const 10)))
  (func $rem_s_minus_1 (param i64) (result i64) (i64.rem_s (local.get 0) (i64.const -1)))
  (func $rem_u_2_to_32 (param i64) (result i64) (i64.rem_u (local.get 0) (i64.const 0x100000000)))
  (func $const_div_u (param i64) (result i64) (i64.div_u (i64.const 1000) (local.get 0)))
  (func $const_div_s (param i64) (result i64) (i64.div_s (i64.const 1000) (local.get 0))))
;; $div_u_1
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.const 1
;;   i64.div_u
;;       mov rax, rdi                                       |   mov x0, x2
;;       shr rax, 0x0                                       |
;;   end
;;
;; $div_u_8
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.const 8
;;   i64.div_u
;;       mov rax, rdi                                       |   lsr x0, x2, #3
;;       shr rax, 0x3                                       |
;;   end
;;
;; $div_u_10
;;     x86-64: 4 instructions, 20 bytes                     | AArch64: 7 instructions, 28 bytes
;;   local.get 0
;;   i64.const 10
;;   i64.div_u
;;       mov rax, 0xcccccccccccccccd                        |   movz x0, #0xcccd
;;       mul rdi                                            |   movk x0, #0xcccc, lsl #16
;;       shr rdx, 0x3                                       |   movk x0, #0xcccc, lsl #32
;;                                                          |   movk x0, #0xcccc, lsl #48
;;                                                          |   umulh x1, x0, x2
;;                                                          |   lsr x1, x1, #3
;;   end
;;       mov rax, rdx                                       |   mov x0, x1
;;
;; $div_u_0
;;     x86-64: 7 instructions, 24 bytes                     | AArch64: 4 instructions, 16 bytes
;;   local.get 0
;;   i64.const 0
;;   i64.div_u
;;       mov rax, rdi                                       |   movz w0, #0
;;       mov ecx, 0x0                                       |   cbz x0, L0
;;       test rcx, rcx                                      |   udiv x0, x2, x0
;;       jz L0                                              |
;;       xor edx, edx                                       |
;;       div rcx                                            |
;;   end
;;   out of line: i64.div_u
;;     L0:                                                  | L0:
;;       ud2  ; integer divide by zero                      |   udf #0  ; integer divide by zero
;;
;; $div_s_1
;;     x86-64: 4 instructions, 13 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i64.const 1
;;   i64.div_s
;;       mov rax, rdi                                       |   movz w0, #0x1
;;       mov ecx, 0x1                                       |   sdiv x0, x2, x0
;;       cqo                                                |
;;       idiv rcx                                           |
;;   end
;;
;; $div_s_2
;;     x86-64: 4 instructions, 13 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i64.const 2
;;   i64.div_s
;;       mov rax, rdi                                       |   add x0, x2, x2, lsr #63
;;       shr rax, 0x3f                                      |   asr x0, x0, #1
;;       add rax, rdi                                       |
;;       sar rax, 0x1                                       |
;;   end
;;
;; $div_s_8
;;     x86-64: 5 instructions, 18 bytes                     | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   i64.const 8
;;   i64.div_s
;;       mov rax, rdi                                       |   asr x0, x2, #0x3f
;;       sar rax, 0x3f                                      |   add x0, x2, x0, lsr #61
;;       shr rax, 0x3d                                      |   asr x0, x0, #3
;;       add rax, rdi                                       |
;;       sar rax, 0x3                                       |
;;   end
;;
;; $div_s_10
;;     x86-64: 7 instructions, 30 bytes                     | AArch64: 9 instructions, 36 bytes
;;   local.get 0
;;   i64.const 10
;;   i64.div_s
;;       mov rax, 0x6666666666666667                        |   movz x0, #0x6667
;;       imul rdi                                           |   movk x0, #0x6666, lsl #16
;;       sar rdx, 0x2                                       |   movk x0, #0x6666, lsl #32
;;       mov rax, rdi                                       |   movk x0, #0x6666, lsl #48
;;       shr rax, 0x3f                                      |   smulh x1, x0, x2
;;       add rdx, rax                                       |   asr x1, x1, #2
;;                                                          |   lsr x0, x2, #0x3f
;;                                                          |   add x1, x1, x0
;;   end
;;       mov rax, rdx                                       |   mov x0, x1
;;
;; $div_s_minus_1
;;     x86-64: 10 instructions, 38 bytes                    | AArch64: 8 instructions, 32 bytes
;;   local.get 0
;;   i64.const -1
;;   i64.div_s
;;       mov rax, rdi                                       |   movn x0, #0
;;       mov rcx, 0xffffffffffffffff                        |   cmn x0, #1
;;       cmp rcx, -0x1                                      |   b.eq L1
;;       jz L1                                              |   sdiv x0, x2, x0
;;       cqo                                                |
;;       idiv rcx                                           |
;;   end
;;     L0:                                                  | L0:
;;   out of line: i64.div_s
;;     L1:                                                  | L1:
;;       neg rax                                            |   negs x0, x2
;;       jo L2                                              |   b.vs L2
;;       jmp L0                                             |   b L0
;;   out of line: i64.div_s
;;     L2:                                                  | L2:
;;       ud2  ; integer overflow                            |   udf #0  ; integer overflow
;;
;; $div_s_minus_8
;;     x86-64: 6 instructions, 21 bytes                     | AArch64: 4 instructions, 16 bytes
;;   local.get 0
;;   i64.const -8
;;   i64.div_s
;;       mov rax, rdi                                       |   asr x0, x2, #0x3f
;;       sar rax, 0x3f                                      |   add x0, x2, x0, lsr #61
;;       shr rax, 0x3d                                      |   asr x0, x0, #3
;;       add rax, rdi                                       |   neg x0, x0
;;       sar rax, 0x3                                       |
;;       neg rax                                            |
;;   end
;;
;; $rem_u_1
;;     x86-64: 2 instructions, 6 bytes                      | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   i64.const 1
;;   i64.rem_u
;;       mov rax, rdi                                       |   movz w0, #0x1
;;       and eax, 0x0                                       |   udiv x17, x2, x0
;;                                                          |   msub x0, x17, x0, x2
;;   end
;;
;; $rem_u_16
;;     x86-64: 2 instructions, 6 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.const 16
;;   i64.rem_u
;;       mov rax, rdi                                       |   and x0, x2, #0xf
;;       and eax, 0xf                                       |
;;   end
;;
;; $rem_u_10
;;     x86-64: 7 instructions, 30 bytes                     | AArch64: 9 instructions, 36 bytes
;;   local.get 0
;;   i64.const 10
;;   i64.rem_u
;;       mov rax, 0xcccccccccccccccd                        |   movz x0, #0xcccd
;;       mul rdi                                            |   movk x0, #0xcccc, lsl #16
;;       shr rdx, 0x3                                       |   movk x0, #0xcccc, lsl #32
;;       imul rdx, rdx, 0xa                                 |   movk x0, #0xcccc, lsl #48
;;       neg rdx                                            |   umulh x1, x0, x2
;;       add rdx, rdi                                       |   lsr x1, x1, #3
;;                                                          |   movz w0, #0xa
;;                                                          |   msub x1, x1, x0, x2
;;   end
;;       mov rax, rdx                                       |   mov x0, x1
;;
;; $rem_s_8
;;     x86-64: 7 instructions, 24 bytes                     | AArch64: 4 instructions, 16 bytes
;;   local.get 0
;;   i64.const 8
;;   i64.rem_s
;;       mov rax, rdi                                       |   asr x0, x2, #0x3f
;;       sar rax, 0x3f                                      |   add x0, x2, x0, lsr #61
;;       shr rax, 0x3d                                      |   and x0, x0, #0xfffffffffffffff8
;;       add rax, rdi                                       |   sub x0, x2, x0
;;       and rax, -0x8                                      |
;;       neg rax                                            |
;;       add rax, rdi                                       |
;;   end
;;
;; $rem_s_10
;;     x86-64: 10 instructions, 40 bytes                    | AArch64: 11 instructions, 44 bytes
;;   local.get 0
;;   i64.const 10
;;   i64.rem_s
;;       mov rax, 0x6666666666666667                        |   movz x0, #0x6667
;;       imul rdi                                           |   movk x0, #0x6666, lsl #16
;;       sar rdx, 0x2                                       |   movk x0, #0x6666, lsl #32
;;       mov rax, rdi                                       |   movk x0, #0x6666, lsl #48
;;       shr rax, 0x3f                                      |   smulh x1, x0, x2
;;       add rdx, rax                                       |   asr x1, x1, #2
;;       imul rdx, rdx, 0xa                                 |   lsr x0, x2, #0x3f
;;       neg rdx                                            |   add x1, x1, x0
;;       add rdx, rdi                                       |   movz w0, #0xa
;;                                                          |   msub x1, x1, x0, x2
;;   end
;;       mov rax, rdx                                       |   mov x0, x1
;;
;; $rem_s_minus_1
;;     x86-64: 9 instructions, 32 bytes                     | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   i64.const -1
;;   i64.rem_s
;;       mov rax, rdi                                       |   movn x0, #0
;;       mov rcx, 0xffffffffffffffff                        |   sdiv x17, x2, x0
;;       cmp rcx, -0x1                                      |   msub x0, x17, x0, x2
;;       jz L1                                              |
;;       cqo                                                |
;;       idiv rcx                                           |
;;   end
;;     L0:                                                  |
;;       mov rax, rdx                                       |
;;   out of line: i64.rem_s
;;     L1:                                                  |
;;       xor edx, edx                                       |
;;       jmp L0                                             |
;;
;; $rem_u_2_to_32
;;     x86-64: 5 instructions, 21 bytes                     | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.const 4294967296
;;   i64.rem_u
;;       mov rax, rdi                                       |   and x0, x2, #0xffffffff
;;       mov rcx, 0x100000000                               |
;;       xor edx, edx                                       |
;;       div rcx                                            |
;;   end
;;       mov rax, rdx                                       |
;;
;; $const_div_u
;;     x86-64: 6 instructions, 21 bytes                     | AArch64: 4 instructions, 16 bytes
;;   i64.const 1000
;;   local.get 0
;;   i64.div_u
;;       mov eax, 0x3e8                                     |   movz w0, #0x3e8
;;       test rdi, rdi                                      |   cbz x2, L0
;;       jz L0                                              |   udiv x0, x0, x2
;;       xor edx, edx                                       |
;;       div rdi                                            |
;;   end
;;   out of line: i64.div_u
;;     L0:                                                  | L0:
;;       ud2  ; integer divide by zero                      |   udf #0  ; integer divide by zero
;;
;; $const_div_s
;;     x86-64: 12 instructions, 44 bytes                    | AArch64: 10 instructions, 40 bytes
;;   i64.const 1000
;;   local.get 0
;;   i64.div_s
;;       mov eax, 0x3e8                                     |   movz w0, #0x3e8
;;       test rdi, rdi                                      |   cbz x2, L2
;;       jz L2                                              |   cmn x2, #1
;;       cmp rdi, -0x1                                      |   b.eq L1
;;       jz L1                                              |   sdiv x0, x0, x2
;;       cqo                                                |
;;       idiv rdi                                           |
;;   end
;;     L0:                                                  | L0:
;;   out of line: i64.div_s
;;     L1:                                                  | L1:
;;       neg rax                                            |   negs x0, x0
;;       jo L3                                              |   b.vs L3
;;       jmp L0                                             |   b L0
;;   out of line: i64.div_s
;;     L2:                                                  | L2:
;;       ud2  ; integer divide by zero                      |   udf #0  ; integer divide by zero
;;   out of line: i64.div_s
;;     L3:                                                  | L3:
;;       ud2  ; integer overflow                            |   udf #0  ; integer overflow
