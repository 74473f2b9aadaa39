;; i64: an operand that is shifted by a constant.
(module
  (func $add_shl (param i64 i64) (result i64)
    (i64.add (local.get 0) (i64.shl (local.get 1) (i64.const 5))))
  (func $add_shr_u (param i64 i64) (result i64)
    (i64.add (local.get 0) (i64.shr_u (local.get 1) (i64.const 7))))
  (func $sub_shl (param i64 i64) (result i64)
    (i64.sub (local.get 0) (i64.shl (local.get 1) (i64.const 5))))
  (func $sub_shr_u (param i64 i64) (result i64)
    (i64.sub (local.get 0) (i64.shr_u (local.get 1) (i64.const 7))))
  (func $sub_shr_s (param i64 i64) (result i64)
    (i64.sub (local.get 0) (i64.shr_s (local.get 1) (i64.const 9))))
  (func $and_shl (param i64 i64) (result i64)
    (i64.and (local.get 0) (i64.shl (local.get 1) (i64.const 5))))
  (func $and_shr_u (param i64 i64) (result i64)
    (i64.and (local.get 0) (i64.shr_u (local.get 1) (i64.const 7))))
  (func $and_shr_s (param i64 i64) (result i64)
    (i64.and (local.get 0) (i64.shr_s (local.get 1) (i64.const 9))))
  (func $or_shl (param i64 i64) (result i64)
    (i64.or (local.get 0) (i64.shl (local.get 1) (i64.const 5))))
  (func $or_shr_u (param i64 i64) (result i64)
    (i64.or (local.get 0) (i64.shr_u (local.get 1) (i64.const 7))))
  (func $or_shr_s (param i64 i64) (result i64)
    (i64.or (local.get 0) (i64.shr_s (local.get 1) (i64.const 9))))
  (func $xor_shl (param i64 i64) (result i64)
    (i64.xor (local.get 0) (i64.shl (local.get 1) (i64.const 5))))
  (func $xor_shr_u (param i64 i64) (result i64)
    (i64.xor (local.get 0) (i64.shr_u (local.get 1) (i64.const 7))))
  (func $xor_shr_s (param i64 i64) (result i64)
    (i64.xor (local.get 0) (i64.shr_s (local.get 1) (i64.const 9))))
  (func $xor_rotr (param i64 i64) (result i64)
    (i64.xor (local.get 0) (i64.rotr (local.get 1) (i64.const 11))))
  (func $shl_first_sub (param i64 i64) (result i64)
    (i64.sub (i64.shl (local.get 0) (i64.const 5)) (local.get 1)))
  (func $xorshift (param i64) (result i64)
    (local.tee 0 (i64.xor (local.get 0) (i64.shl (local.get 0) (i64.const 13)))))
  (func $rotation_by_hand (param i64) (result i64)
    (i64.or (i64.shl (local.get 0) (i64.const 7)) (i64.shr_u (local.get 0) (i64.const 57)))))
;; $add_shl
;;     x86-64: 3 instructions, 11 bytes                     | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i64.const 5
;;   i64.shl
;;       mov rax, r8                                        |
;;       shl rax, 0x5                                       |
;;   i64.add
;;   end
;;       lea rax, [rdi+rax]                                 |   add x0, x2, x3, lsl #5
;;
;; $add_shr_u
;;     x86-64: 3 instructions, 11 bytes                     | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i64.const 7
;;   i64.shr_u
;;       mov rax, r8                                        |
;;       shr rax, 0x7                                       |
;;   i64.add
;;   end
;;       lea rax, [rdi+rax]                                 |   add x0, x2, x3, lsr #7
;;
;; $sub_shl
;;     x86-64: 4 instructions, 13 bytes                     | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i64.const 5
;;   i64.shl
;;       mov rax, r8                                        |
;;       shl rax, 0x5                                       |
;;   i64.sub
;;       neg rax                                            |   sub x0, x2, x3, lsl #5
;;       add rax, rdi                                       |
;;   end
;;
;; $sub_shr_u
;;     x86-64: 4 instructions, 13 bytes                     | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i64.const 7
;;   i64.shr_u
;;       mov rax, r8                                        |
;;       shr rax, 0x7                                       |
;;   i64.sub
;;       neg rax                                            |   sub x0, x2, x3, lsr #7
;;       add rax, rdi                                       |
;;   end
;;
;; $sub_shr_s
;;     x86-64: 4 instructions, 13 bytes                     | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i64.const 9
;;   i64.shr_s
;;       mov rax, r8                                        |
;;       sar rax, 0x9                                       |
;;   i64.sub
;;       neg rax                                            |   sub x0, x2, x3, asr #9
;;       add rax, rdi                                       |
;;   end
;;
;; $and_shl
;;     x86-64: 3 instructions, 10 bytes                     | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i64.const 5
;;   i64.shl
;;       mov rax, r8                                        |
;;       shl rax, 0x5                                       |
;;   i64.and
;;       and rax, rdi                                       |   and x0, x2, x3, lsl #5
;;   end
;;
;; $and_shr_u
;;     x86-64: 3 instructions, 10 bytes                     | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i64.const 7
;;   i64.shr_u
;;       mov rax, r8                                        |
;;       shr rax, 0x7                                       |
;;   i64.and
;;       and rax, rdi                                       |   and x0, x2, x3, lsr #7
;;   end
;;
;; $and_shr_s
;;     x86-64: 3 instructions, 10 bytes                     | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i64.const 9
;;   i64.shr_s
;;       mov rax, r8                                        |
;;       sar rax, 0x9                                       |
;;   i64.and
;;       and rax, rdi                                       |   and x0, x2, x3, asr #9
;;   end
;;
;; $or_shl
;;     x86-64: 3 instructions, 10 bytes                     | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i64.const 5
;;   i64.shl
;;       mov rax, r8                                        |
;;       shl rax, 0x5                                       |
;;   i64.or
;;       or rax, rdi                                        |   orr x0, x2, x3, lsl #5
;;   end
;;
;; $or_shr_u
;;     x86-64: 3 instructions, 10 bytes                     | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i64.const 7
;;   i64.shr_u
;;       mov rax, r8                                        |
;;       shr rax, 0x7                                       |
;;   i64.or
;;       or rax, rdi                                        |   orr x0, x2, x3, lsr #7
;;   end
;;
;; $or_shr_s
;;     x86-64: 3 instructions, 10 bytes                     | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i64.const 9
;;   i64.shr_s
;;       mov rax, r8                                        |
;;       sar rax, 0x9                                       |
;;   i64.or
;;       or rax, rdi                                        |   orr x0, x2, x3, asr #9
;;   end
;;
;; $xor_shl
;;     x86-64: 3 instructions, 10 bytes                     | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i64.const 5
;;   i64.shl
;;       mov rax, r8                                        |
;;       shl rax, 0x5                                       |
;;   i64.xor
;;       xor rax, rdi                                       |   eor x0, x2, x3, lsl #5
;;   end
;;
;; $xor_shr_u
;;     x86-64: 3 instructions, 10 bytes                     | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i64.const 7
;;   i64.shr_u
;;       mov rax, r8                                        |
;;       shr rax, 0x7                                       |
;;   i64.xor
;;       xor rax, rdi                                       |   eor x0, x2, x3, lsr #7
;;   end
;;
;; $xor_shr_s
;;     x86-64: 3 instructions, 10 bytes                     | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i64.const 9
;;   i64.shr_s
;;       mov rax, r8                                        |
;;       sar rax, 0x9                                       |
;;   i64.xor
;;       xor rax, rdi                                       |   eor x0, x2, x3, asr #9
;;   end
;;
;; $xor_rotr
;;     x86-64: 2 instructions, 9 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i64.const 11
;;   i64.rotr
;;       rorx rax, r8, 0xb                                  |
;;   i64.xor
;;       xor rax, rdi                                       |   eor x0, x2, x3, ror #11
;;   end
;;
;; $shl_first_sub
;;     x86-64: 3 instructions, 10 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i64.const 5
;;   i64.shl
;;       mov rax, rdi                                       |
;;       shl rax, 0x5                                       |
;;   local.get 1
;;   i64.sub
;;       sub rax, r8                                        |   lsl x0, x2, #5
;;                                                          |   sub x0, x0, x3
;;   end
;;
;; $xorshift
;;     x86-64: 4 instructions, 13 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 0
;;   i64.const 13
;;   i64.shl
;;       mov rax, rdi                                       |
;;       shl rax, 0xd                                       |
;;   i64.xor
;;       xor rdi, rax                                       |   eor x2, x2, x2, lsl #13
;;   local.tee 0
;;   end
;;       mov rax, rdi                                       |   mov x0, x2
;;
;; $rotation_by_hand
;;     x86-64: 5 instructions, 17 bytes                     | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   i64.const 7
;;   i64.shl
;;       mov rax, rdi                                       |
;;       shl rax, 0x7                                       |
;;   local.get 0
;;   i64.const 57
;;   i64.shr_u
;;       mov rcx, rdi                                       |   lsr x0, x2, #0x39
;;       shr rcx, 0x39                                      |
;;   i64.or
;;       or rax, rcx                                        |   orr x1, x0, x2, lsl #7
;;   end
;;                                                          |   mov x0, x1
