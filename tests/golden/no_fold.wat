;; What is needed again is not absorbed by the instruction that uses it first.
(module
  (func $product_used_twice (param i32 i32) (result i32) (local i32)
    (i32.add (local.tee 2 (i32.mul (local.get 0) (local.get 1))) (local.get 2)))
  (func $shift_used_twice (param i32 i32) (result i32) (local i32)
    (i32.add (local.get 0) (local.tee 2 (i32.shl (local.get 1) (i32.const 3))))
    (i32.xor (local.get 2)))
  (func $extension_used_twice (param i64 i32) (result i64) (local i64)
    (i64.add (local.get 0) (local.tee 2 (i64.extend_i32_s (local.get 1))))
    (i64.xor (local.get 2)))
  (func $and_used_twice (param i32 i32) (result i32) (local i32)
    (if (local.tee 2 (i32.and (local.get 0) (local.get 1))) (then (return (local.get 2))))
    (local.get 0))
  (func $difference_used_twice (param i32 i32) (result i32) (local i32)
    (if (local.tee 2 (i32.sub (local.get 0) (local.get 1))) (then (return (local.get 2))))
    (local.get 0))
  (func $wrap_used_twice (param i64 i32) (result i32) (local i32)
    (i32.add (local.tee 2 (i32.wrap_i64 (local.get 0))) (i32.mul (local.get 1) (local.get 2))))
  ;; The product is a local, and stays.
  (func $product_to_multiplier (param i32 i32) (result i32)
    (local.set 0 (i32.mul (local.get 0) (local.get 1)))
    (i32.add (local.get 0) (local.get 1)))
  (func $shifted_twice (param i32) (result i32)
    (i32.add (i32.shl (local.get 0) (i32.const 7)) (i32.shl (local.get 0) (i32.const 9))))
  (func $product_of_products (param i32 i32 i32) (result i32)
    (i32.mul
      (i32.mul (local.get 0) (local.get 1))
      (i32.add (i32.mul (local.get 1) (local.get 2)) (local.get 0))))
  ;; Control flow joins between the two.
  (func $product_before_label (param i32 i32 i32) (result i32)
    (i32.add (local.get 0) (block (result i32)
      (drop (br_if 0 (local.get 1) (local.get 2)))
      (i32.mul (local.get 1) (local.get 2)))))
  (func $zero_test_before_label (param i32 i32) (result i32)
    (i32.eqz (block (result i32)
      (drop (br_if 0 (local.get 0) (local.get 1)))
      (i32.and (local.get 0) (i32.const 4)))))
  (func $zero_test_twice (param i32) (result i32)
    (i32.add (i32.eqz (local.get 0)) (i32.eqz (local.get 0)))))
;; $product_used_twice
;;     x86-64: 3 instructions, 11 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i32.mul
;;       mov r9d, edi                                       |   mul w4, w2, w3
;;       imul r9d, r8d                                      |
;;   local.tee 2
;;   local.get 2
;;   i32.add
;;   end
;;       lea eax, [r9+r9]                                   |   add w0, w4, w4
;;
;; $shift_used_twice
;;     x86-64: 3 instructions, 15 bytes                     | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   local.get 1
;;   i32.const 3
;;   i32.shl
;;       lea r9d, [r8*8]                                    |   lsl w4, w3, #3
;;   local.tee 2
;;   i32.add
;;   local.get 2
;;   i32.xor
;;       lea eax, [rdi+r9]                                  |   add w0, w2, w4
;;       xor eax, r9d                                       |   eor w0, w0, w4
;;   end
;;
;; $extension_used_twice
;;     x86-64: 3 instructions, 10 bytes                     | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   local.get 1
;;   i64.extend_i32_s
;;       movsxd r9, r8d                                     |   sxtw x4, w3
;;   local.tee 2
;;   i64.add
;;   local.get 2
;;   i64.xor
;;       lea rax, [rdi+r9]                                  |   add x0, x2, x4
;;       xor rax, r9                                        |   eor x0, x0, x4
;;   end
;;
;; $and_used_twice
;;     x86-64: 7 instructions, 19 bytes                     | AArch64: 6 instructions, 24 bytes
;;   local.get 0
;;   local.get 1
;;   i32.and
;;       mov r9d, edi                                       |   and w4, w2, w3
;;       and r9d, r8d                                       |
;;   local.tee 2
;;   if
;;       jz L0                                              |   cbz w4, L0
;;   local.get 2
;;   return
;;       mov eax, r9d                                       |   mov w0, w4
;;       pop rbp                                            |   ldp x29, x30, [sp], #0x20
;;       ret                                                |   ret
;;   end
;;     L0:                                                  | L0:
;;   local.get 0
;;   end
;;       mov eax, edi                                       |   mov w0, w2
;;
;; $difference_used_twice
;;     x86-64: 7 instructions, 19 bytes                     | AArch64: 6 instructions, 24 bytes
;;   local.get 0
;;   local.get 1
;;   i32.sub
;;       mov r9d, edi                                       |   sub w4, w2, w3
;;       sub r9d, r8d                                       |
;;   local.tee 2
;;   if
;;       jz L0                                              |   cbz w4, L0
;;   local.get 2
;;   return
;;       mov eax, r9d                                       |   mov w0, w4
;;       pop rbp                                            |   ldp x29, x30, [sp], #0x20
;;       ret                                                |   ret
;;   end
;;     L0:                                                  | L0:
;;   local.get 0
;;   end
;;       mov eax, edi                                       |   mov w0, w2
;;
;; $wrap_used_twice
;;     x86-64: 4 instructions, 14 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.wrap_i64
;;       mov r9d, edi                                       |   mov w4, w2
;;   local.tee 2
;;   local.get 1
;;   local.get 2
;;   i32.mul
;;       mov eax, r8d                                       |
;;       imul eax, r9d                                      |
;;   i32.add
;;   end
;;       lea eax, [r9+rax]                                  |   madd w0, w3, w4, w4
;;
;; $product_to_multiplier
;;     x86-64: 2 instructions, 8 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i32.mul
;;       imul edi, r8d                                      |   mul w2, w2, w3
;;   local.set 0
;;   local.get 0
;;   local.get 1
;;   i32.add
;;   end
;;       lea eax, [rdi+r8]                                  |   add w0, w2, w3
;;
;; $shifted_twice
;;     x86-64: 5 instructions, 12 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.const 7
;;   i32.shl
;;       mov eax, edi                                       |
;;       shl eax, 0x7                                       |
;;   local.get 0
;;   i32.const 9
;;   i32.shl
;;       mov ecx, edi                                       |
;;       shl ecx, 0x9                                       |
;;   i32.add
;;       add eax, ecx                                       |   lsl w0, w2, #7
;;                                                          |   add w0, w0, w2, lsl #9
;;   end
;;
;; $product_of_products
;;     x86-64: 6 instructions, 19 bytes                     | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   local.get 1
;;   i32.mul
;;       mov eax, edi                                       |   mul w0, w2, w3
;;       imul eax, r8d                                      |
;;   local.get 1
;;   local.get 2
;;   i32.mul
;;       mov ecx, r8d                                       |
;;       imul ecx, r9d                                      |
;;   local.get 0
;;   i32.add
;;   i32.mul
;;       lea ecx, [rcx+rdi]                                 |   madd w1, w3, w4, w2
;;       imul eax, ecx                                      |   mul w0, w0, w1
;;   end
;;
;; $product_before_label
;;     x86-64: 9 instructions, 29 bytes                     | AArch64: 8 instructions, 32 bytes
;;   local.get 0
;;   block (result i32)
;;       mov [rbp-0x8], edi                                 |   str x2, [x29, #0x10]
;;   local.get 1
;;   local.get 2
;;   br_if 0
;;       test r9d, r9d                                      |   cmp w4, #0
;;       mov eax, r8d                                       |   mov w0, w3
;;       jnz L0                                             |   b.ne L0
;;   drop
;;   local.get 1
;;   local.get 2
;;   i32.mul
;;       mov eax, r8d                                       |   mul w0, w3, w4
;;       imul eax, r9d                                      |
;;   end
;;     L0:                                                  | L0:
;;   i32.add
;;       mov ecx, [rbp-0x8]                                 |   ldr w1, [x29, #0x10]
;;       add ecx, eax                                       |   add w1, w1, w0
;;   end
;;       mov eax, ecx                                       |   mov w0, w1
;;
;; $zero_test_before_label
;;     x86-64: 8 instructions, 24 bytes                     | AArch64: 6 instructions, 24 bytes
;;   block (result i32)
;;   local.get 0
;;   local.get 1
;;   br_if 0
;;       test r8d, r8d                                      |   cmp w3, #0
;;       mov eax, edi                                       |   mov w0, w2
;;       jnz L0                                             |   b.ne L0
;;   drop
;;   local.get 0
;;   i32.const 4
;;   i32.and
;;       mov eax, edi                                       |   and w0, w2, #4
;;       and eax, 0x4                                       |
;;   end
;;     L0:                                                  | L0:
;;   i32.eqz
;;       test eax, eax                                      |   cmp w0, #0
;;       setz al                                            |   cset w0, eq
;;       movzx eax, al                                      |
;;   end
;;
;; $zero_test_twice
;;     x86-64: 7 instructions, 18 bytes                     | AArch64: 4 instructions, 16 bytes
;;   local.get 0
;;   i32.eqz
;;       test edi, edi                                      |   cmp w2, #0
;;       setz al                                            |   cset w0, eq
;;       movzx eax, al                                      |
;;   local.get 0
;;   i32.eqz
;;       test edi, edi                                      |   cmp w2, #0
;;       setz cl                                            |
;;       movzx ecx, cl                                      |
;;   i32.add
;;       add eax, ecx                                       |   cinc w0, w0, eq
;;   end
