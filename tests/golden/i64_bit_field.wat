;; i64: fields of bits, and logic with a complement.
(module
  (func $extract_u (param i64) (result i64)
    (i64.and (i64.shr_u (local.get 0) (i64.const 5)) (i64.const 31)))
  (func $extract_s (param i64) (result i64)
    (i64.shr_s (i64.shl (local.get 0) (i64.const 20)) (i64.const 26)))
  (func $extract_by_shifts (param i64) (result i64)
    (i64.shr_u (i64.shl (local.get 0) (i64.const 20)) (i64.const 26)))
  (func $sign_extend_byte (param i64) (result i64)
    (i64.shr_s (i64.shl (local.get 0) (i64.const 56)) (i64.const 56)))
  (func $place (param i64) (result i64)
    (i64.shl (i64.and (local.get 0) (i64.const 0xff)) (i64.const 8)))
  (func $insert (param i64 i64) (result i64)
    (i64.or (i64.and (local.get 0) (i64.const -256)) (i64.and (local.get 1) (i64.const 0xff))))
  (func $and_not (param i64 i64) (result i64)
    (i64.and (local.get 0) (i64.xor (local.get 1) (i64.const -1))))
  (func $or_not (param i64 i64) (result i64)
    (i64.or (local.get 0) (i64.xor (local.get 1) (i64.const -1))))
  (func $xor_not (param i64 i64) (result i64)
    (i64.xor (local.get 0) (i64.xor (local.get 1) (i64.const -1))))
  (func $lowest_bit (param i64) (result i64)
    (i64.and (local.get 0) (i64.sub (i64.const 0) (local.get 0))))
  (func $clear_lowest_bit (param i64) (result i64)
    (i64.and (local.get 0) (i64.sub (local.get 0) (i64.const 1)))))
;; $extract_u
;;     x86-64: 3 instructions, 10 bytes                     | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.const 5
;;   i64.shr_u
;;       mov rax, rdi                                       |
;;       shr rax, 0x5                                       |
;;   i64.const 31
;;   i64.and
;;       and eax, 0x1f                                      |   ubfx x0, x2, #5, #5
;;   end
;;
;; $extract_s
;;     x86-64: 3 instructions, 11 bytes                     | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.const 20
;;   i64.shl
;;       mov rax, rdi                                       |
;;       shl rax, 0x14                                      |
;;   i64.const 26
;;   i64.shr_s
;;       sar rax, 0x1a                                      |   sbfx x0, x2, #6, #0x26
;;   end
;;
;; $extract_by_shifts
;;     x86-64: 3 instructions, 11 bytes                     | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.const 20
;;   i64.shl
;;       mov rax, rdi                                       |
;;       shl rax, 0x14                                      |
;;   i64.const 26
;;   i64.shr_u
;;       shr rax, 0x1a                                      |   ubfx x0, x2, #6, #0x26
;;   end
;;
;; $sign_extend_byte
;;     x86-64: 3 instructions, 11 bytes                     | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.const 56
;;   i64.shl
;;       mov rax, rdi                                       |
;;       shl rax, 0x38                                      |
;;   i64.const 56
;;   i64.shr_s
;;       sar rax, 0x38                                      |   sxtb x0, w2
;;   end
;;
;; $place
;;     x86-64: 2 instructions, 8 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.const 255
;;   i64.and
;;       movzx eax, dil                                     |
;;   i64.const 8
;;   i64.shl
;;       shl rax, 0x8                                       |
;;   end
;;                                                          |   ubfiz x0, x2, #8, #8
;;
;; $insert
;;     x86-64: 4 instructions, 16 bytes                     | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   i64.const -256
;;   i64.and
;;       mov rax, rdi                                       |   and x0, x2, #0xffffffffffffff00
;;       and rax, -0x100                                    |
;;   local.get 1
;;   i64.const 255
;;   i64.and
;;       movzx ecx, r8b                                     |   and x1, x3, #0xff
;;   i64.or
;;       or rax, rcx                                        |   orr x0, x0, x1
;;   end
;;
;; $and_not
;;     x86-64: 3 instructions, 9 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i64.const -1
;;   i64.xor
;;       mov rax, r8                                        |
;;       not rax                                            |
;;   i64.and
;;       and rax, rdi                                       |   bic x0, x2, x3
;;   end
;;
;; $or_not
;;     x86-64: 3 instructions, 9 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i64.const -1
;;   i64.xor
;;       mov rax, r8                                        |
;;       not rax                                            |
;;   i64.or
;;       or rax, rdi                                        |   orn x0, x2, x3
;;   end
;;
;; $xor_not
;;     x86-64: 3 instructions, 9 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i64.const -1
;;   i64.xor
;;       mov rax, r8                                        |
;;       not rax                                            |
;;   i64.xor
;;       xor rax, rdi                                       |   eon x0, x2, x3
;;   end
;;
;; $lowest_bit
;;     x86-64: 3 instructions, 9 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i64.const 0
;;   local.get 0
;;   i64.sub
;;       mov rax, rdi                                       |   neg x0, x2
;;       neg rax                                            |
;;   i64.and
;;       and rax, rdi                                       |   and x0, x2, x0
;;   end
;;
;; $clear_lowest_bit
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 0
;;   i64.const 1
;;   i64.sub
;;   i64.and
;;       lea rax, [rdi-0x1]                                 |   sub x0, x2, #1
;;       and rax, rdi                                       |   and x0, x2, x0
;;   end
