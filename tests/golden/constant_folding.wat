;; Instructions whose operands are all constants.
(module
  (func $i32.add (result i32) (i32.add (i32.const 2) (i32.const 3)))
  (func $i32.mul (result i32) (i32.mul (i32.const 6) (i32.const 7)))
  (func $i32.shl (result i32) (i32.shl (i32.const 1) (i32.const 10)))
  (func $i32.and (result i32) (i32.and (i32.const 12) (i32.const 10)))
  (func $i32.div_u (result i32) (i32.div_u (i32.const 100) (i32.const 7)))
  (func $i32.lt_s (result i32) (i32.lt_s (i32.const 1) (i32.const 2)))
  (func $i32.eqz (result i32) (i32.eqz (i32.const 0)))
  (func $i64.extend_i32_u (result i64) (i64.extend_i32_u (i32.const -1)))
  (func $i64.extend_i32_s (result i64) (i64.extend_i32_s (i32.const -1)))
  (func $i32.wrap_i64 (result i32) (i32.wrap_i64 (i64.const 0x123456789)))
  (func $f64.convert_i32_s (result f64) (f64.convert_i32_s (i32.const 3)))
  (func $br_if (result i32) (block (br_if 0 (i32.const 1)) (return (i32.const 2))) (i32.const 3))
  (func $if (result i32) (if (result i32) (i32.const 0) (then (i32.const 2)) (else (i32.const 3))))
  (func $select (param i32 i32) (result i32) (select (local.get 0) (local.get 1) (i32.const 1))))
;; $i32.add
;;     x86-64: 2 instructions, 8 bytes                      | AArch64: 2 instructions, 8 bytes
;;   i32.const 2
;;   i32.const 3
;;   i32.add
;;       mov eax, 0x3                                       |   movz w0, #0x3
;;       add eax, 0x2                                       |   add w0, w0, #2
;;   end
;;
;; $i32.mul
;;     x86-64: 2 instructions, 8 bytes                      | AArch64: 3 instructions, 12 bytes
;;   i32.const 6
;;   i32.const 7
;;   i32.mul
;;       mov eax, 0x7                                       |   movz w0, #0x7
;;       imul eax, eax, 0x6                                 |   movz w1, #0x6
;;                                                          |   mul w0, w0, w1
;;   end
;;
;; $i32.shl
;;     x86-64: 2 instructions, 8 bytes                      | AArch64: 2 instructions, 8 bytes
;;   i32.const 1
;;   i32.const 10
;;   i32.shl
;;       mov eax, 0x1                                       |   movz w0, #0x1
;;       shl eax, 0xa                                       |   lsl w0, w0, #0xa
;;   end
;;
;; $i32.and
;;     x86-64: 2 instructions, 8 bytes                      | AArch64: 2 instructions, 8 bytes
;;   i32.const 12
;;   i32.const 10
;;   i32.and
;;       mov eax, 0xa                                       |   movz w0, #0xa
;;       and eax, 0xc                                       |   and w0, w0, #0xc
;;   end
;;
;; $i32.div_u
;;     x86-64: 4 instructions, 20 bytes                     | AArch64: 7 instructions, 28 bytes
;;   i32.const 100
;;   i32.const 7
;;   i32.div_u
;;       mov ecx, 0x64                                      |   movz w0, #0x64
;;       mov rax, 0x2492492492492493                        |   movz x1, #0x2493
;;       mul rcx                                            |   movk x1, #0x9249, lsl #16
;;                                                          |   movk x1, #0x4924, lsl #32
;;                                                          |   movk x1, #0x2492, lsl #48
;;                                                          |   umulh x2, x1, x0
;;   end
;;       mov eax, edx                                       |   mov w0, w2
;;
;; $i32.lt_s
;;     x86-64: 4 instructions, 14 bytes                     | AArch64: 3 instructions, 12 bytes
;;   i32.const 1
;;   i32.const 2
;;   i32.lt_s
;;       mov eax, 0x2                                       |   movz w0, #0x2
;;       cmp eax, 0x1                                       |   cmp w0, #1
;;       setnle al                                          |   cset w0, gt
;;       movzx eax, al                                      |
;;   end
;;
;; $i32.eqz
;;     x86-64: 4 instructions, 13 bytes                     | AArch64: 3 instructions, 12 bytes
;;   i32.const 0
;;   i32.eqz
;;       mov eax, 0x0                                       |   movz w0, #0
;;       test eax, eax                                      |   cmp w0, #0
;;       setz al                                            |   cset w0, eq
;;       movzx eax, al                                      |
;;   end
;;
;; $i64.extend_i32_u
;;     x86-64: 1 instruction, 5 bytes                       | AArch64: 1 instruction, 4 bytes
;;   i32.const -1
;;   i64.extend_i32_u
;;   end
;;       mov eax, 0xffffffff                                |   movn w0, #0
;;
;; $i64.extend_i32_s
;;     x86-64: 2 instructions, 8 bytes                      | AArch64: 2 instructions, 8 bytes
;;   i32.const -1
;;   i64.extend_i32_s
;;       mov eax, 0xffffffff                                |   movn w0, #0
;;       movsxd rax, eax                                    |   sxtw x0, w0
;;   end
;;
;; $i32.wrap_i64
;;     x86-64: 2 instructions, 12 bytes                     | AArch64: 4 instructions, 16 bytes
;;   i64.const 4886718345
;;   i32.wrap_i64
;;       mov rax, 0x123456789                               |   movz x0, #0x6789
;;       mov eax, eax                                       |   movk x0, #0x2345, lsl #16
;;                                                          |   movk x0, #0x1, lsl #32
;;                                                          |   mov w0, w0
;;   end
;;
;; $f64.convert_i32_s
;;     x86-64: 3 instructions, 13 bytes                     | AArch64: 2 instructions, 8 bytes
;;   i32.const 3
;;   f64.convert_i32_s
;;       mov eax, 0x3                                       |   movz w0, #0x3
;;       vxorps xmm0, xmm0, xmm0                            |   scvtf d0, w0
;;       vcvtsi2sd xmm0, xmm0, eax                          |
;;   end
;;
;; $br_if
;;     x86-64: 7 instructions, 25 bytes                     | AArch64: 6 instructions, 24 bytes
;;   block
;;   i32.const 1
;;   br_if 0
;;       mov eax, 0x1                                       |   movz w0, #0x1
;;       test eax, eax                                      |   cbnz w0, L0
;;       jnz L0                                             |
;;   i32.const 2
;;   return
;;       mov eax, 0x2                                       |   movz w0, #0x2
;;       pop rbp                                            |   ldp x29, x30, [sp], #0x20
;;       ret                                                |   ret
;;   end
;;     L0:                                                  | L0:
;;   i32.const 3
;;   end
;;       mov eax, 0x3                                       |   movz w0, #0x3
;;
;; $if
;;     x86-64: 6 instructions, 28 bytes                     | AArch64: 5 instructions, 20 bytes
;;   i32.const 0
;;   if (result i32)
;;       mov eax, 0x0                                       |   movz w0, #0
;;       test eax, eax                                      |   cbz w0, L0
;;       jz L0                                              |
;;   i32.const 2
;;   else
;;       mov eax, 0x2                                       |   movz w0, #0x2
;;       jmp L1                                             |   b L1
;;   i32.const 3
;;   end
;;     L0:                                                  | L0:
;;       mov eax, 0x3                                       |   movz w0, #0x3
;;   end
;;     L1:                                                  | L1:
;;
;; $select
;;     x86-64: 4 instructions, 13 bytes                     | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   local.get 1
;;   i32.const 1
;;   select
;;       mov eax, 0x1                                       |   movz w0, #0x1
;;       test eax, eax                                      |   cmp w0, #0
;;       mov eax, edi                                       |   csel w0, w2, w3, ne
;;       cmovz eax, r8d                                     |
;;   end
