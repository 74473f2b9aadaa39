;; i32: division by constants.
(module
  (func $div_u_1 (param i32) (result i32) (i32.div_u (local.get 0) (i32.const 1)))
  (func $div_u_8 (param i32) (result i32) (i32.div_u (local.get 0) (i32.const 8)))
  (func $div_u_10 (param i32) (result i32) (i32.div_u (local.get 0) (i32.const 10)))
  (func $div_u_0 (param i32) (result i32) (i32.div_u (local.get 0) (i32.const 0)))
  (func $div_s_1 (param i32) (result i32) (i32.div_s (local.get 0) (i32.const 1)))
  (func $div_s_2 (param i32) (result i32) (i32.div_s (local.get 0) (i32.const 2)))
  (func $div_s_8 (param i32) (result i32) (i32.div_s (local.get 0) (i32.const 8)))
  (func $div_s_10 (param i32) (result i32) (i32.div_s (local.get 0) (i32.const 10)))
  (func $div_s_minus_1 (param i32) (result i32) (i32.div_s (local.get 0) (i32.const -1)))
  (func $div_s_minus_8 (param i32) (result i32) (i32.div_s (local.get 0) (i32.const -8)))
  (func $rem_u_1 (param i32) (result i32) (i32.rem_u (local.get 0) (i32.const 1)))
  (func $rem_u_16 (param i32) (result i32) (i32.rem_u (local.get 0) (i32.const 16)))
  (func $rem_u_10 (param i32) (result i32) (i32.rem_u (local.get 0) (i32.const 10)))
  (func $rem_s_8 (param i32) (result i32) (i32.rem_s (local.get 0) (i32.const 8)))
  (func $rem_s_10 (param i32) (result i32) (i32.rem_s (local.get 0) (i32.const 10)))
  (func $rem_s_minus_1 (param i32) (result i32) (i32.rem_s (local.get 0) (i32.const -1)))
  (func $const_div_u (param i32) (result i32) (i32.div_u (i32.const 1000) (local.get 0)))
  (func $const_div_s (param i32) (result i32) (i32.div_s (i32.const 1000) (local.get 0))))
;; $div_u_1
;;     x86-64: 2 instructions, 5 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.const 1
;;   i32.div_u
;;       mov eax, edi                                       |   mov w0, w2
;;       shr eax, 0x0                                       |
;;   end
;;
;; $div_u_8
;;     x86-64: 2 instructions, 5 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.const 8
;;   i32.div_u
;;       mov eax, edi                                       |   lsr w0, w2, #3
;;       shr eax, 0x3                                       |
;;   end
;;
;; $div_u_10
;;     x86-64: 3 instructions, 13 bytes                     | AArch64: 4 instructions, 16 bytes
;;   local.get 0
;;   i32.const 10
;;   i32.div_u
;;       mov eax, 0xcccccccd                                |   movz w0, #0xcccd
;;       imul rax, rdi                                      |   movk w0, #0xcccc, lsl #16
;;       shr rax, 0x23                                      |   mul x0, x0, x2
;;                                                          |   lsr x0, x0, #0x23
;;   end
;;
;; $div_u_0
;;     x86-64: 7 instructions, 21 bytes                     | AArch64: 4 instructions, 16 bytes
;;   local.get 0
;;   i32.const 0
;;   i32.div_u
;;       mov eax, edi                                       |   movz w0, #0
;;       mov ecx, 0x0                                       |   cbz w0, L0
;;       test ecx, ecx                                      |   udiv w0, w2, w0
;;       jz L0                                              |
;;       xor edx, edx                                       |
;;       div ecx                                            |
;;   end
;;   out of line: i32.div_u
;;     L0:                                                  | L0:
;;       ud2  ; integer divide by zero                      |   udf #0  ; integer divide by zero
;;
;; $div_s_1
;;     x86-64: 4 instructions, 10 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.const 1
;;   i32.div_s
;;       mov eax, edi                                       |   movz w0, #0x1
;;       mov ecx, 0x1                                       |   sdiv w0, w2, w0
;;       cdq                                                |
;;       idiv ecx                                           |
;;   end
;;
;; $div_s_2
;;     x86-64: 4 instructions, 9 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.const 2
;;   i32.div_s
;;       mov eax, edi                                       |   add w0, w2, w2, lsr #31
;;       shr eax, 0x1f                                      |   asr w0, w0, #1
;;       add eax, edi                                       |
;;       sar eax, 0x1                                       |
;;   end
;;
;; $div_s_8
;;     x86-64: 5 instructions, 13 bytes                     | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   i32.const 8
;;   i32.div_s
;;       mov eax, edi                                       |   asr w0, w2, #0x1f
;;       sar eax, 0x1f                                      |   add w0, w2, w0, lsr #29
;;       shr eax, 0x1d                                      |   asr w0, w0, #3
;;       add eax, edi                                       |
;;       sar eax, 0x3                                       |
;;   end
;;
;; $div_s_10
;;     x86-64: 6 instructions, 21 bytes                     | AArch64: 7 instructions, 28 bytes
;;   local.get 0
;;   i32.const 10
;;   i32.div_s
;;       movsxd rax, edi                                    |   sxtw x0, w2
;;       imul rax, rax, 0x66666667                          |   movz w1, #0x6667
;;       sar rax, 0x22                                      |   movk w1, #0x6666, lsl #16
;;       mov ecx, edi                                       |   mul x0, x0, x1
;;       shr ecx, 0x1f                                      |   asr x0, x0, #0x22
;;       add eax, ecx                                       |   lsr w1, w2, #0x1f
;;                                                          |   add w0, w0, w1
;;   end
;;
;; $div_s_minus_1
;;     x86-64: 10 instructions, 31 bytes                    | AArch64: 8 instructions, 32 bytes
;;   local.get 0
;;   i32.const -1
;;   i32.div_s
;;       mov eax, edi                                       |   movn w0, #0
;;       mov ecx, 0xffffffff                                |   cmn w0, #1
;;       cmp ecx, -0x1                                      |   b.eq L1
;;       jz L1                                              |   sdiv w0, w2, w0
;;       cdq                                                |
;;       idiv ecx                                           |
;;   end
;;     L0:                                                  | L0:
;;   out of line: i32.div_s
;;     L1:                                                  | L1:
;;       neg eax                                            |   negs w0, w2
;;       jo L2                                              |   b.vs L2
;;       jmp L0                                             |   b L0
;;   out of line: i32.div_s
;;     L2:                                                  | L2:
;;       ud2  ; integer overflow                            |   udf #0  ; integer overflow
;;
;; $div_s_minus_8
;;     x86-64: 6 instructions, 15 bytes                     | AArch64: 4 instructions, 16 bytes
;;   local.get 0
;;   i32.const -8
;;   i32.div_s
;;       mov eax, edi                                       |   asr w0, w2, #0x1f
;;       sar eax, 0x1f                                      |   add w0, w2, w0, lsr #29
;;       shr eax, 0x1d                                      |   asr w0, w0, #3
;;       add eax, edi                                       |   neg w0, w0
;;       sar eax, 0x3                                       |
;;       neg eax                                            |
;;   end
;;
;; $rem_u_1
;;     x86-64: 2 instructions, 5 bytes                      | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   i32.const 1
;;   i32.rem_u
;;       mov eax, edi                                       |   movz w0, #0x1
;;       and eax, 0x0                                       |   udiv w17, w2, w0
;;                                                          |   msub w0, w17, w0, w2
;;   end
;;
;; $rem_u_16
;;     x86-64: 2 instructions, 5 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.const 16
;;   i32.rem_u
;;       mov eax, edi                                       |   and w0, w2, #0xf
;;       and eax, 0xf                                       |
;;   end
;;
;; $rem_u_10
;;     x86-64: 6 instructions, 20 bytes                     | AArch64: 6 instructions, 24 bytes
;;   local.get 0
;;   i32.const 10
;;   i32.rem_u
;;       mov eax, 0xcccccccd                                |   movz w0, #0xcccd
;;       imul rax, rdi                                      |   movk w0, #0xcccc, lsl #16
;;       shr rax, 0x23                                      |   mul x0, x0, x2
;;       imul eax, eax, 0xa                                 |   lsr x0, x0, #0x23
;;       neg eax                                            |   movz w1, #0xa
;;       add eax, edi                                       |   msub w0, w0, w1, w2
;;   end
;;
;; $rem_s_8
;;     x86-64: 7 instructions, 17 bytes                     | AArch64: 4 instructions, 16 bytes
;;   local.get 0
;;   i32.const 8
;;   i32.rem_s
;;       mov eax, edi                                       |   asr w0, w2, #0x1f
;;       sar eax, 0x1f                                      |   add w0, w2, w0, lsr #29
;;       shr eax, 0x1d                                      |   and w0, w0, #0xfffffff8
;;       add eax, edi                                       |   sub w0, w2, w0
;;       and eax, -0x8                                      |
;;       neg eax                                            |
;;       add eax, edi                                       |
;;   end
;;
;; $rem_s_10
;;     x86-64: 9 instructions, 28 bytes                     | AArch64: 9 instructions, 36 bytes
;;   local.get 0
;;   i32.const 10
;;   i32.rem_s
;;       movsxd rax, edi                                    |   sxtw x0, w2
;;       imul rax, rax, 0x66666667                          |   movz w1, #0x6667
;;       sar rax, 0x22                                      |   movk w1, #0x6666, lsl #16
;;       mov ecx, edi                                       |   mul x0, x0, x1
;;       shr ecx, 0x1f                                      |   asr x0, x0, #0x22
;;       add eax, ecx                                       |   lsr w1, w2, #0x1f
;;       imul eax, eax, 0xa                                 |   add w0, w0, w1
;;       neg eax                                            |   movz w1, #0xa
;;       add eax, edi                                       |   msub w0, w0, w1, w2
;;   end
;;
;; $rem_s_minus_1
;;     x86-64: 9 instructions, 25 bytes                     | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   i32.const -1
;;   i32.rem_s
;;       mov eax, edi                                       |   movn w0, #0
;;       mov ecx, 0xffffffff                                |   sdiv w17, w2, w0
;;       cmp ecx, -0x1                                      |   msub w0, w17, w0, w2
;;       jz L1                                              |
;;       cdq                                                |
;;       idiv ecx                                           |
;;   end
;;     L0:                                                  |
;;       mov eax, edx                                       |
;;   out of line: i32.rem_s
;;     L1:                                                  |
;;       xor edx, edx                                       |
;;       jmp L0                                             |
;;
;; $const_div_u
;;     x86-64: 6 instructions, 19 bytes                     | AArch64: 4 instructions, 16 bytes
;;   i32.const 1000
;;   local.get 0
;;   i32.div_u
;;       mov eax, 0x3e8                                     |   movz w0, #0x3e8
;;       test edi, edi                                      |   cbz w2, L0
;;       jz L0                                              |   udiv w0, w0, w2
;;       xor edx, edx                                       |
;;       div edi                                            |
;;   end
;;   out of line: i32.div_u
;;     L0:                                                  | L0:
;;       ud2  ; integer divide by zero                      |   udf #0  ; integer divide by zero
;;
;; $const_div_s
;;     x86-64: 12 instructions, 39 bytes                    | AArch64: 10 instructions, 40 bytes
;;   i32.const 1000
;;   local.get 0
;;   i32.div_s
;;       mov eax, 0x3e8                                     |   movz w0, #0x3e8
;;       test edi, edi                                      |   cbz w2, L2
;;       jz L2                                              |   cmn w2, #1
;;       cmp edi, -0x1                                      |   b.eq L1
;;       jz L1                                              |   sdiv w0, w0, w2
;;       cdq                                                |
;;       idiv edi                                           |
;;   end
;;     L0:                                                  | L0:
;;   out of line: i32.div_s
;;     L1:                                                  | L1:
;;       neg eax                                            |   negs w0, w0
;;       jo L3                                              |   b.vs L3
;;       jmp L0                                             |   b L0
;;   out of line: i32.div_s
;;     L2:                                                  | L2:
;;       ud2  ; integer divide by zero                      |   udf #0  ; integer divide by zero
;;   out of line: i32.div_s
;;     L3:                                                  | L3:
;;       ud2  ; integer overflow                            |   udf #0  ; integer overflow
