;; select between constants, or a value and a constant.
(module
  (func $one_or_zero (param i32) (result i32) (select (i32.const 1) (i32.const 0) (local.get 0)))
  (func $zero_or_one (param i32) (result i32) (select (i32.const 0) (i32.const 1) (local.get 0)))
  (func $two_consts (param i32) (result i32)
    (select (i32.const 100) (i32.const 200) (local.get 0)))
  (func $minus_one_or_zero (param i32 i32) (result i32)
    (select (i32.const -1) (i32.const 0) (i32.lt_s (local.get 0) (local.get 1))))
  (func $value_or_zero (param i32 i32) (result i32)
    (select (local.get 0) (i32.const 0) (local.get 1)))
  (func $zero_or_value (param i32 i32) (result i32)
    (select (i32.const 0) (local.get 0) (local.get 1)))
  (func $value_or_increment (param i32 i32) (result i32)
    (select (local.get 0) (i32.add (local.get 0) (i32.const 1)) (local.get 1)))
  (func $absolute (param i32) (result i32)
    (select (local.get 0)
      (i32.sub (i32.const 0) (local.get 0))
      (i32.gt_s (local.get 0) (i32.const 0))))
  (func $maximum (param i32 i32) (result i32)
    (select (local.get 0) (local.get 1) (i32.gt_s (local.get 0) (local.get 1))))
  (func $clamp_to_zero (param i32) (result i32)
    (select (local.get 0) (i32.const 0) (i32.gt_s (local.get 0) (i32.const 0))))
  (func $f64_maximum (param f64 f64) (result f64)
    (select (local.get 0) (local.get 1) (f64.gt (local.get 0) (local.get 1))))
  (func $f64_or_zero (param f64 i32) (result f64)
    (select (local.get 0) (f64.const 0) (local.get 1))))
;; $one_or_zero
;;     x86-64: 4 instructions, 15 bytes                     | AArch64: 3 instructions, 12 bytes
;;   i32.const 1
;;   i32.const 0
;;   local.get 0
;;   select
;;       test edi, edi                                      |   cmp w2, #0
;;       mov eax, 0x1                                       |   movz w0, #0x1
;;       mov ecx, 0x0                                       |   csel w0, w0, wzr, ne
;;       cmovz eax, ecx                                     |
;;   end
;;
;; $zero_or_one
;;     x86-64: 4 instructions, 15 bytes                     | AArch64: 3 instructions, 12 bytes
;;   i32.const 0
;;   i32.const 1
;;   local.get 0
;;   select
;;       test edi, edi                                      |   cmp w2, #0
;;       mov eax, 0x0                                       |   movz w0, #0x1
;;       mov ecx, 0x1                                       |   csel w0, wzr, w0, ne
;;       cmovz eax, ecx                                     |
;;   end
;;
;; $two_consts
;;     x86-64: 4 instructions, 15 bytes                     | AArch64: 4 instructions, 16 bytes
;;   i32.const 100
;;   i32.const 200
;;   local.get 0
;;   select
;;       test edi, edi                                      |   cmp w2, #0
;;       mov eax, 0x64                                      |   movz w0, #0x64
;;       mov ecx, 0xc8                                      |   movz w1, #0xc8
;;       cmovz eax, ecx                                     |   csel w0, w0, w1, ne
;;   end
;;
;; $minus_one_or_zero
;;     x86-64: 4 instructions, 16 bytes                     | AArch64: 3 instructions, 12 bytes
;;   i32.const -1
;;   i32.const 0
;;   local.get 0
;;   local.get 1
;;   i32.lt_s
;;       cmp edi, r8d                                       |   cmp w2, w3
;;   select
;;       mov eax, 0xffffffff                                |   movn w0, #0
;;       mov ecx, 0x0                                       |   csel w0, w0, wzr, lt
;;       cmovnl eax, ecx                                    |
;;   end
;;
;; $value_or_zero
;;     x86-64: 3 instructions, 11 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.const 0
;;   local.get 1
;;   select
;;       test r8d, r8d                                      |   cmp w3, #0
;;       mov eax, 0x0                                       |   csel w0, w2, wzr, ne
;;       cmovnz eax, edi                                    |
;;   end
;;
;; $zero_or_value
;;     x86-64: 3 instructions, 11 bytes                     | AArch64: 2 instructions, 8 bytes
;;   i32.const 0
;;   local.get 0
;;   local.get 1
;;   select
;;       test r8d, r8d                                      |   cmp w3, #0
;;       mov eax, 0x0                                       |   csel w0, wzr, w2, ne
;;       cmovz eax, edi                                     |
;;   end
;;
;; $value_or_increment
;;     x86-64: 3 instructions, 9 bytes                      | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   local.get 0
;;   i32.const 1
;;   i32.add
;;   local.get 1
;;   select
;;       test r8d, r8d                                      |   cmp w3, #0
;;       lea eax, [rdi+0x1]                                 |   add w0, w2, #1
;;       cmovnz eax, edi                                    |   csel w0, w2, w0, ne
;;   end
;;
;; $absolute
;;     x86-64: 4 instructions, 9 bytes                      | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   i32.const 0
;;   local.get 0
;;   i32.sub
;;       mov eax, edi                                       |   neg w0, w2
;;       neg eax                                            |
;;   local.get 0
;;   i32.const 0
;;   i32.gt_s
;;       test edi, edi                                      |   cmp w2, #0
;;   select
;;       cmovnle eax, edi                                   |   csel w0, w2, w0, gt
;;   end
;;
;; $maximum
;;     x86-64: 3 instructions, 9 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   local.get 0
;;   local.get 1
;;   i32.gt_s
;;       cmp edi, r8d                                       |   cmp w2, w3
;;   select
;;       mov eax, edi                                       |   csel w0, w2, w3, gt
;;       cmovle eax, r8d                                    |
;;   end
;;
;; $clamp_to_zero
;;     x86-64: 3 instructions, 10 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.const 0
;;   local.get 0
;;   i32.const 0
;;   i32.gt_s
;;       test edi, edi                                      |   cmp w2, #0
;;   select
;;       mov eax, 0x0                                       |   csel w0, w2, wzr, gt
;;       cmovnle eax, edi                                   |
;;   end
;;
;; $f64_maximum
;;     x86-64: 4 instructions, 18 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   local.get 0
;;   local.get 1
;;   f64.gt
;;       vucomisd xmm6, xmm7                                |   fcmp d2, d3
;;   select
;;       vmovaps xmm0, xmm6                                 |   fcsel d0, d2, d3, gt
;;       jnbe L0                                            |
;;       vmovaps xmm0, xmm7                                 |
;;   end
;;     L0:                                                  |
;;
;; $f64_or_zero
;;     x86-64: 4 instructions, 16 bytes                     | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   f64.const 0
;;   local.get 1
;;   select
;;       test edi, edi                                      |   cmp w2, #0
;;       vxorps xmm0, xmm0, xmm0                            |   movi d0, #0000000000000000
;;       jz L0                                              |   fcsel d0, d2, d0, ne
;;       vmovaps xmm0, xmm6                                 |
;;   end
;;     L0:                                                  |
