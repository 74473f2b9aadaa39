;; i32: an operand that is shifted by a constant.
(module
  (func $add_shl (param i32 i32) (result i32)
    (i32.add (local.get 0) (i32.shl (local.get 1) (i32.const 5))))
  (func $add_shr_u (param i32 i32) (result i32)
    (i32.add (local.get 0) (i32.shr_u (local.get 1) (i32.const 7))))
  (func $sub_shl (param i32 i32) (result i32)
    (i32.sub (local.get 0) (i32.shl (local.get 1) (i32.const 5))))
  (func $sub_shr_u (param i32 i32) (result i32)
    (i32.sub (local.get 0) (i32.shr_u (local.get 1) (i32.const 7))))
  (func $sub_shr_s (param i32 i32) (result i32)
    (i32.sub (local.get 0) (i32.shr_s (local.get 1) (i32.const 9))))
  (func $and_shl (param i32 i32) (result i32)
    (i32.and (local.get 0) (i32.shl (local.get 1) (i32.const 5))))
  (func $and_shr_u (param i32 i32) (result i32)
    (i32.and (local.get 0) (i32.shr_u (local.get 1) (i32.const 7))))
  (func $and_shr_s (param i32 i32) (result i32)
    (i32.and (local.get 0) (i32.shr_s (local.get 1) (i32.const 9))))
  (func $or_shl (param i32 i32) (result i32)
    (i32.or (local.get 0) (i32.shl (local.get 1) (i32.const 5))))
  (func $or_shr_u (param i32 i32) (result i32)
    (i32.or (local.get 0) (i32.shr_u (local.get 1) (i32.const 7))))
  (func $or_shr_s (param i32 i32) (result i32)
    (i32.or (local.get 0) (i32.shr_s (local.get 1) (i32.const 9))))
  (func $xor_shl (param i32 i32) (result i32)
    (i32.xor (local.get 0) (i32.shl (local.get 1) (i32.const 5))))
  (func $xor_shr_u (param i32 i32) (result i32)
    (i32.xor (local.get 0) (i32.shr_u (local.get 1) (i32.const 7))))
  (func $xor_shr_s (param i32 i32) (result i32)
    (i32.xor (local.get 0) (i32.shr_s (local.get 1) (i32.const 9))))
  (func $xor_rotr (param i32 i32) (result i32)
    (i32.xor (local.get 0) (i32.rotr (local.get 1) (i32.const 11))))
  (func $shl_first_sub (param i32 i32) (result i32)
    (i32.sub (i32.shl (local.get 0) (i32.const 5)) (local.get 1)))
  (func $xorshift (param i32) (result i32)
    (local.tee 0 (i32.xor (local.get 0) (i32.shl (local.get 0) (i32.const 13)))))
  (func $rotation_by_hand (param i32) (result i32)
    (i32.or (i32.shl (local.get 0) (i32.const 7)) (i32.shr_u (local.get 0) (i32.const 25)))))
;; $add_shl
;;     x86-64: 3 instructions, 9 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i32.const 5
;;   i32.shl
;;       mov eax, r8d                                       |
;;       shl eax, 0x5                                       |
;;   i32.add
;;   end
;;       lea eax, [rdi+rax]                                 |   add w0, w2, w3, lsl #5
;;
;; $add_shr_u
;;     x86-64: 3 instructions, 9 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i32.const 7
;;   i32.shr_u
;;       mov eax, r8d                                       |
;;       shr eax, 0x7                                       |
;;   i32.add
;;   end
;;       lea eax, [rdi+rax]                                 |   add w0, w2, w3, lsr #7
;;
;; $sub_shl
;;     x86-64: 4 instructions, 10 bytes                     | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i32.const 5
;;   i32.shl
;;       mov eax, r8d                                       |
;;       shl eax, 0x5                                       |
;;   i32.sub
;;       neg eax                                            |   sub w0, w2, w3, lsl #5
;;       add eax, edi                                       |
;;   end
;;
;; $sub_shr_u
;;     x86-64: 4 instructions, 10 bytes                     | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i32.const 7
;;   i32.shr_u
;;       mov eax, r8d                                       |
;;       shr eax, 0x7                                       |
;;   i32.sub
;;       neg eax                                            |   sub w0, w2, w3, lsr #7
;;       add eax, edi                                       |
;;   end
;;
;; $sub_shr_s
;;     x86-64: 4 instructions, 10 bytes                     | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i32.const 9
;;   i32.shr_s
;;       mov eax, r8d                                       |
;;       sar eax, 0x9                                       |
;;   i32.sub
;;       neg eax                                            |   sub w0, w2, w3, asr #9
;;       add eax, edi                                       |
;;   end
;;
;; $and_shl
;;     x86-64: 3 instructions, 8 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i32.const 5
;;   i32.shl
;;       mov eax, r8d                                       |
;;       shl eax, 0x5                                       |
;;   i32.and
;;       and eax, edi                                       |   and w0, w2, w3, lsl #5
;;   end
;;
;; $and_shr_u
;;     x86-64: 3 instructions, 8 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i32.const 7
;;   i32.shr_u
;;       mov eax, r8d                                       |
;;       shr eax, 0x7                                       |
;;   i32.and
;;       and eax, edi                                       |   and w0, w2, w3, lsr #7
;;   end
;;
;; $and_shr_s
;;     x86-64: 3 instructions, 8 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i32.const 9
;;   i32.shr_s
;;       mov eax, r8d                                       |
;;       sar eax, 0x9                                       |
;;   i32.and
;;       and eax, edi                                       |   and w0, w2, w3, asr #9
;;   end
;;
;; $or_shl
;;     x86-64: 3 instructions, 8 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i32.const 5
;;   i32.shl
;;       mov eax, r8d                                       |
;;       shl eax, 0x5                                       |
;;   i32.or
;;       or eax, edi                                        |   orr w0, w2, w3, lsl #5
;;   end
;;
;; $or_shr_u
;;     x86-64: 3 instructions, 8 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i32.const 7
;;   i32.shr_u
;;       mov eax, r8d                                       |
;;       shr eax, 0x7                                       |
;;   i32.or
;;       or eax, edi                                        |   orr w0, w2, w3, lsr #7
;;   end
;;
;; $or_shr_s
;;     x86-64: 3 instructions, 8 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i32.const 9
;;   i32.shr_s
;;       mov eax, r8d                                       |
;;       sar eax, 0x9                                       |
;;   i32.or
;;       or eax, edi                                        |   orr w0, w2, w3, asr #9
;;   end
;;
;; $xor_shl
;;     x86-64: 3 instructions, 8 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i32.const 5
;;   i32.shl
;;       mov eax, r8d                                       |
;;       shl eax, 0x5                                       |
;;   i32.xor
;;       xor eax, edi                                       |   eor w0, w2, w3, lsl #5
;;   end
;;
;; $xor_shr_u
;;     x86-64: 3 instructions, 8 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i32.const 7
;;   i32.shr_u
;;       mov eax, r8d                                       |
;;       shr eax, 0x7                                       |
;;   i32.xor
;;       xor eax, edi                                       |   eor w0, w2, w3, lsr #7
;;   end
;;
;; $xor_shr_s
;;     x86-64: 3 instructions, 8 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i32.const 9
;;   i32.shr_s
;;       mov eax, r8d                                       |
;;       sar eax, 0x9                                       |
;;   i32.xor
;;       xor eax, edi                                       |   eor w0, w2, w3, asr #9
;;   end
;;
;; $xor_rotr
;;     x86-64: 2 instructions, 8 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i32.const 11
;;   i32.rotr
;;       rorx eax, r8d, 0xb                                 |
;;   i32.xor
;;       xor eax, edi                                       |   eor w0, w2, w3, ror #11
;;   end
;;
;; $shl_first_sub
;;     x86-64: 3 instructions, 8 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.const 5
;;   i32.shl
;;       mov eax, edi                                       |
;;       shl eax, 0x5                                       |
;;   local.get 1
;;   i32.sub
;;       sub eax, r8d                                       |   lsl w0, w2, #5
;;                                                          |   sub w0, w0, w3
;;   end
;;
;; $xorshift
;;     x86-64: 4 instructions, 9 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 0
;;   i32.const 13
;;   i32.shl
;;       mov eax, edi                                       |
;;       shl eax, 0xd                                       |
;;   i32.xor
;;       xor edi, eax                                       |   eor w2, w2, w2, lsl #13
;;   local.tee 0
;;   end
;;       mov eax, edi                                       |   mov w0, w2
;;
;; $rotation_by_hand
;;     x86-64: 5 instructions, 12 bytes                     | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   i32.const 7
;;   i32.shl
;;       mov eax, edi                                       |
;;       shl eax, 0x7                                       |
;;   local.get 0
;;   i32.const 25
;;   i32.shr_u
;;       mov ecx, edi                                       |   lsr w0, w2, #0x19
;;       shr ecx, 0x19                                      |
;;   i32.or
;;       or eax, ecx                                        |   orr w1, w0, w2, lsl #7
;;   end
;;                                                          |   mov w0, w1
