;; select on a value that is no comparison.
(module
  (func $i32 (param i32 i32 i32) (result i32) (select (local.get 0) (local.get 1) (local.get 2)))
  (func $i64 (param i64 i64 i32) (result i64) (select (local.get 0) (local.get 1) (local.get 2)))
  (func $f32 (param f32 f32 i32) (result f32) (select (local.get 0) (local.get 1) (local.get 2)))
  (func $f64 (param f64 f64 i32) (result f64) (select (local.get 0) (local.get 1) (local.get 2)))
  (func $externref (param externref externref i32) (result externref)
    (select (result externref) (local.get 0) (local.get 1) (local.get 2)))
  (func $eqz (param i32 i32 i32) (result i32)
    (select (local.get 0) (local.get 1) (i32.eqz (local.get 2))))
  (func $to_local (param i32 i32 i32) (result i32)
    (local.set 0 (select (local.get 0) (local.get 1) (local.get 2)))
    (local.get 0))
  (func $float_to_local (param f64 f64 i32) (result f64)
    (local.set 0 (select (local.get 0) (local.get 1) (local.get 2)))
    (local.get 0))
  (func $bit (param i32 i32 i32) (result i32)
    (select (local.get 0) (local.get 1) (i32.and (local.get 2) (i32.const 1)))))
;; $i32
;;     x86-64: 3 instructions, 9 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   local.get 2
;;   select
;;       test r9d, r9d                                      |   cmp w4, #0
;;       mov eax, edi                                       |   csel w0, w2, w3, ne
;;       cmovz eax, r8d                                     |
;;   end
;;
;; $i64
;;     x86-64: 3 instructions, 10 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   local.get 2
;;   select
;;       test r9d, r9d                                      |   cmp w4, #0
;;       mov rax, rdi                                       |   csel x0, x2, x3, ne
;;       cmovz rax, r8                                      |
;;   end
;;
;; $f32
;;     x86-64: 4 instructions, 16 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   local.get 2
;;   select
;;       test edi, edi                                      |   cmp w2, #0
;;       vmovaps xmm0, xmm6                                 |   fcsel d0, d2, d3, ne
;;       jnz L0                                             |
;;       vmovaps xmm0, xmm7                                 |
;;   end
;;     L0:                                                  |
;;
;; $f64
;;     x86-64: 4 instructions, 16 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   local.get 2
;;   select
;;       test edi, edi                                      |   cmp w2, #0
;;       vmovaps xmm0, xmm6                                 |   fcsel d0, d2, d3, ne
;;       jnz L0                                             |
;;       vmovaps xmm0, xmm7                                 |
;;   end
;;     L0:                                                  |
;;
;; $externref
;;     x86-64: 3 instructions, 10 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   local.get 2
;;   select externref
;;       test r9d, r9d                                      |   cmp w4, #0
;;       mov rax, rdi                                       |   csel x0, x2, x3, ne
;;       cmovz rax, r8                                      |
;;   end
;;
;; $eqz
;;     x86-64: 3 instructions, 9 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   local.get 2
;;   i32.eqz
;;       test r9d, r9d                                      |   cmp w4, #0
;;   select
;;       mov eax, edi                                       |   csel w0, w2, w3, eq
;;       cmovnz eax, r8d                                    |
;;   end
;;
;; $to_local
;;     x86-64: 3 instructions, 9 bytes                      | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   local.get 1
;;   local.get 2
;;   select
;;       test r9d, r9d                                      |   cmp w4, #0
;;       cmovz edi, r8d                                     |   csel w2, w2, w3, ne
;;   local.set 0
;;   local.get 0
;;   end
;;       mov eax, edi                                       |   mov w0, w2
;;
;; $float_to_local
;;     x86-64: 4 instructions, 16 bytes                     | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   local.get 1
;;   local.get 2
;;   select
;;       test edi, edi                                      |   cmp w2, #0
;;       jnz L0                                             |   fcsel d2, d2, d3, ne
;;       vmovaps xmm6, xmm7                                 |
;;   local.set 0
;;   local.get 0
;;   end
;;     L0:                                                  |   fmov d0, d2
;;       vmovaps xmm0, xmm6                                 |
;;
;; $bit
;;     x86-64: 4 instructions, 12 bytes                     | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   local.get 1
;;   local.get 2
;;   i32.const 1
;;   i32.and
;;       mov eax, r9d                                       |   and w0, w4, #1
;;       and eax, 0x1                                       |
;;   select
;;       mov eax, edi                                       |   cmp w0, #0
;;       cmovz eax, r8d                                     |   csel w0, w2, w3, ne
;;   end
