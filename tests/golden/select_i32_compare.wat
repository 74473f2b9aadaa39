;; select on a comparison of i32.
(module
  (func $eq (param i32 i32 i32 i32) (result i32)
    (select (local.get 2) (local.get 3) (i32.eq (local.get 0) (local.get 1))))
  (func $ne (param i32 i32 i32 i32) (result i32)
    (select (local.get 2) (local.get 3) (i32.ne (local.get 0) (local.get 1))))
  (func $lt_s (param i32 i32 i32 i32) (result i32)
    (select (local.get 2) (local.get 3) (i32.lt_s (local.get 0) (local.get 1))))
  (func $lt_u (param i32 i32 i32 i32) (result i32)
    (select (local.get 2) (local.get 3) (i32.lt_u (local.get 0) (local.get 1))))
  (func $gt_s (param i32 i32 i32 i32) (result i32)
    (select (local.get 2) (local.get 3) (i32.gt_s (local.get 0) (local.get 1))))
  (func $gt_u (param i32 i32 i32 i32) (result i32)
    (select (local.get 2) (local.get 3) (i32.gt_u (local.get 0) (local.get 1))))
  (func $le_s (param i32 i32 i32 i32) (result i32)
    (select (local.get 2) (local.get 3) (i32.le_s (local.get 0) (local.get 1))))
  (func $le_u (param i32 i32 i32 i32) (result i32)
    (select (local.get 2) (local.get 3) (i32.le_u (local.get 0) (local.get 1))))
  (func $ge_s (param i32 i32 i32 i32) (result i32)
    (select (local.get 2) (local.get 3) (i32.ge_s (local.get 0) (local.get 1))))
  (func $ge_u (param i32 i32 i32 i32) (result i32)
    (select (local.get 2) (local.get 3) (i32.ge_u (local.get 0) (local.get 1)))))
;; $eq
;;     x86-64: 3 instructions, 9 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 2
;;   local.get 3
;;   local.get 0
;;   local.get 1
;;   i32.eq
;;       cmp edi, r8d                                       |   cmp w2, w3
;;   select
;;       mov eax, r9d                                       |   csel w0, w4, w5, eq
;;       cmovnz eax, esi                                    |
;;   end
;;
;; $ne
;;     x86-64: 3 instructions, 9 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 2
;;   local.get 3
;;   local.get 0
;;   local.get 1
;;   i32.ne
;;       cmp edi, r8d                                       |   cmp w2, w3
;;   select
;;       mov eax, r9d                                       |   csel w0, w4, w5, ne
;;       cmovz eax, esi                                     |
;;   end
;;
;; $lt_s
;;     x86-64: 3 instructions, 9 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 2
;;   local.get 3
;;   local.get 0
;;   local.get 1
;;   i32.lt_s
;;       cmp edi, r8d                                       |   cmp w2, w3
;;   select
;;       mov eax, r9d                                       |   csel w0, w4, w5, lt
;;       cmovnl eax, esi                                    |
;;   end
;;
;; $lt_u
;;     x86-64: 3 instructions, 9 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 2
;;   local.get 3
;;   local.get 0
;;   local.get 1
;;   i32.lt_u
;;       cmp edi, r8d                                       |   cmp w2, w3
;;   select
;;       mov eax, r9d                                       |   csel w0, w4, w5, lo
;;       cmovnb eax, esi                                    |
;;   end
;;
;; $gt_s
;;     x86-64: 3 instructions, 9 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 2
;;   local.get 3
;;   local.get 0
;;   local.get 1
;;   i32.gt_s
;;       cmp edi, r8d                                       |   cmp w2, w3
;;   select
;;       mov eax, r9d                                       |   csel w0, w4, w5, gt
;;       cmovle eax, esi                                    |
;;   end
;;
;; $gt_u
;;     x86-64: 3 instructions, 9 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 2
;;   local.get 3
;;   local.get 0
;;   local.get 1
;;   i32.gt_u
;;       cmp edi, r8d                                       |   cmp w2, w3
;;   select
;;       mov eax, r9d                                       |   csel w0, w4, w5, hi
;;       cmovbe eax, esi                                    |
;;   end
;;
;; $le_s
;;     x86-64: 3 instructions, 9 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 2
;;   local.get 3
;;   local.get 0
;;   local.get 1
;;   i32.le_s
;;       cmp edi, r8d                                       |   cmp w2, w3
;;   select
;;       mov eax, r9d                                       |   csel w0, w4, w5, le
;;       cmovnle eax, esi                                   |
;;   end
;;
;; $le_u
;;     x86-64: 3 instructions, 9 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 2
;;   local.get 3
;;   local.get 0
;;   local.get 1
;;   i32.le_u
;;       cmp edi, r8d                                       |   cmp w2, w3
;;   select
;;       mov eax, r9d                                       |   csel w0, w4, w5, ls
;;       cmovnbe eax, esi                                   |
;;   end
;;
;; $ge_s
;;     x86-64: 3 instructions, 9 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 2
;;   local.get 3
;;   local.get 0
;;   local.get 1
;;   i32.ge_s
;;       cmp edi, r8d                                       |   cmp w2, w3
;;   select
;;       mov eax, r9d                                       |   csel w0, w4, w5, ge
;;       cmovl eax, esi                                     |
;;   end
;;
;; $ge_u
;;     x86-64: 3 instructions, 9 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 2
;;   local.get 3
;;   local.get 0
;;   local.get 1
;;   i32.ge_u
;;       cmp edi, r8d                                       |   cmp w2, w3
;;   select
;;       mov eax, r9d                                       |   csel w0, w4, w5, hs
;;       cmovb eax, esi                                     |
;;   end
