;; i32: fields of bits, and logic with a complement.
(module
  (func $extract_u (param i32) (result i32)
    (i32.and (i32.shr_u (local.get 0) (i32.const 5)) (i32.const 31)))
  (func $extract_s (param i32) (result i32)
    (i32.shr_s (i32.shl (local.get 0) (i32.const 20)) (i32.const 26)))
  (func $extract_by_shifts (param i32) (result i32)
    (i32.shr_u (i32.shl (local.get 0) (i32.const 20)) (i32.const 26)))
  (func $sign_extend_byte (param i32) (result i32)
    (i32.shr_s (i32.shl (local.get 0) (i32.const 24)) (i32.const 24)))
  (func $place (param i32) (result i32)
    (i32.shl (i32.and (local.get 0) (i32.const 0xff)) (i32.const 8)))
  (func $insert (param i32 i32) (result i32)
    (i32.or (i32.and (local.get 0) (i32.const -256)) (i32.and (local.get 1) (i32.const 0xff))))
  (func $and_not (param i32 i32) (result i32)
    (i32.and (local.get 0) (i32.xor (local.get 1) (i32.const -1))))
  (func $or_not (param i32 i32) (result i32)
    (i32.or (local.get 0) (i32.xor (local.get 1) (i32.const -1))))
  (func $xor_not (param i32 i32) (result i32)
    (i32.xor (local.get 0) (i32.xor (local.get 1) (i32.const -1))))
  (func $lowest_bit (param i32) (result i32)
    (i32.and (local.get 0) (i32.sub (i32.const 0) (local.get 0))))
  (func $clear_lowest_bit (param i32) (result i32)
    (i32.and (local.get 0) (i32.sub (local.get 0) (i32.const 1)))))
;; $extract_u
;;     x86-64: 3 instructions, 8 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.const 5
;;   i32.shr_u
;;       mov eax, edi                                       |
;;       shr eax, 0x5                                       |
;;   i32.const 31
;;   i32.and
;;       and eax, 0x1f                                      |   ubfx w0, w2, #5, #5
;;   end
;;
;; $extract_s
;;     x86-64: 3 instructions, 8 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.const 20
;;   i32.shl
;;       mov eax, edi                                       |
;;       shl eax, 0x14                                      |
;;   i32.const 26
;;   i32.shr_s
;;       sar eax, 0x1a                                      |   sbfx w0, w2, #6, #6
;;   end
;;
;; $extract_by_shifts
;;     x86-64: 3 instructions, 8 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.const 20
;;   i32.shl
;;       mov eax, edi                                       |
;;       shl eax, 0x14                                      |
;;   i32.const 26
;;   i32.shr_u
;;       shr eax, 0x1a                                      |   ubfx w0, w2, #6, #6
;;   end
;;
;; $sign_extend_byte
;;     x86-64: 3 instructions, 8 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.const 24
;;   i32.shl
;;       mov eax, edi                                       |
;;       shl eax, 0x18                                      |
;;   i32.const 24
;;   i32.shr_s
;;       sar eax, 0x18                                      |   sxtb w0, w2
;;   end
;;
;; $place
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.const 255
;;   i32.and
;;       movzx eax, dil                                     |
;;   i32.const 8
;;   i32.shl
;;       shl eax, 0x8                                       |
;;   end
;;                                                          |   ubfiz w0, w2, #8, #8
;;
;; $insert
;;     x86-64: 4 instructions, 13 bytes                     | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   i32.const -256
;;   i32.and
;;       mov eax, edi                                       |   and w0, w2, #0xffffff00
;;       and eax, -0x100                                    |
;;   local.get 1
;;   i32.const 255
;;   i32.and
;;       movzx ecx, r8b                                     |   and w1, w3, #0xff
;;   i32.or
;;       or eax, ecx                                        |   orr w0, w0, w1
;;   end
;;
;; $and_not
;;     x86-64: 3 instructions, 7 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i32.const -1
;;   i32.xor
;;       mov eax, r8d                                       |
;;       not eax                                            |
;;   i32.and
;;       and eax, edi                                       |   bic w0, w2, w3
;;   end
;;
;; $or_not
;;     x86-64: 3 instructions, 7 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i32.const -1
;;   i32.xor
;;       mov eax, r8d                                       |
;;       not eax                                            |
;;   i32.or
;;       or eax, edi                                        |   orn w0, w2, w3
;;   end
;;
;; $xor_not
;;     x86-64: 3 instructions, 7 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i32.const -1
;;   i32.xor
;;       mov eax, r8d                                       |
;;       not eax                                            |
;;   i32.xor
;;       xor eax, edi                                       |   eon w0, w2, w3
;;   end
;;
;; $lowest_bit
;;     x86-64: 3 instructions, 6 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.const 0
;;   local.get 0
;;   i32.sub
;;       mov eax, edi                                       |   neg w0, w2
;;       neg eax                                            |
;;   i32.and
;;       and eax, edi                                       |   and w0, w2, w0
;;   end
;;
;; $clear_lowest_bit
;;     x86-64: 2 instructions, 5 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 0
;;   i32.const 1
;;   i32.sub
;;   i32.and
;;       lea eax, [rdi-0x1]                                 |   sub w0, w2, #1
;;       and eax, edi                                       |   and w0, w2, w0
;;   end
