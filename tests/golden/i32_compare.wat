;; i32: each comparison, as a value.
(module
  (func $eqz (param i32) (result i32) (i32.eqz (local.get 0)))
  (func $eq (param i32 i32) (result i32) (i32.eq (local.get 0) (local.get 1)))
  (func $ne (param i32 i32) (result i32) (i32.ne (local.get 0) (local.get 1)))
  (func $lt_s (param i32 i32) (result i32) (i32.lt_s (local.get 0) (local.get 1)))
  (func $lt_u (param i32 i32) (result i32) (i32.lt_u (local.get 0) (local.get 1)))
  (func $gt_s (param i32 i32) (result i32) (i32.gt_s (local.get 0) (local.get 1)))
  (func $gt_u (param i32 i32) (result i32) (i32.gt_u (local.get 0) (local.get 1)))
  (func $le_s (param i32 i32) (result i32) (i32.le_s (local.get 0) (local.get 1)))
  (func $le_u (param i32 i32) (result i32) (i32.le_u (local.get 0) (local.get 1)))
  (func $ge_s (param i32 i32) (result i32) (i32.ge_s (local.get 0) (local.get 1)))
  (func $ge_u (param i32 i32) (result i32) (i32.ge_u (local.get 0) (local.get 1))))
;; $eqz
;;     x86-64: 3 instructions, 8 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.eqz
;;       test edi, edi                                      |   cmp w2, #0
;;       setz al                                            |   cset w0, eq
;;       movzx eax, al                                      |
;;   end
;;
;; $eq
;;     x86-64: 3 instructions, 9 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i32.eq
;;       cmp edi, r8d                                       |   cmp w2, w3
;;       setz al                                            |   cset w0, eq
;;       movzx eax, al                                      |
;;   end
;;
;; $ne
;;     x86-64: 3 instructions, 9 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i32.ne
;;       cmp edi, r8d                                       |   cmp w2, w3
;;       setnz al                                           |   cset w0, ne
;;       movzx eax, al                                      |
;;   end
;;
;; $lt_s
;;     x86-64: 3 instructions, 9 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i32.lt_s
;;       cmp edi, r8d                                       |   cmp w2, w3
;;       setl al                                            |   cset w0, lt
;;       movzx eax, al                                      |
;;   end
;;
;; $lt_u
;;     x86-64: 3 instructions, 9 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i32.lt_u
;;       cmp edi, r8d                                       |   cmp w2, w3
;;       setb al                                            |   cset w0, lo
;;       movzx eax, al                                      |
;;   end
;;
;; $gt_s
;;     x86-64: 3 instructions, 9 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i32.gt_s
;;       cmp edi, r8d                                       |   cmp w2, w3
;;       setnle al                                          |   cset w0, gt
;;       movzx eax, al                                      |
;;   end
;;
;; $gt_u
;;     x86-64: 3 instructions, 9 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i32.gt_u
;;       cmp edi, r8d                                       |   cmp w2, w3
;;       setnbe al                                          |   cset w0, hi
;;       movzx eax, al                                      |
;;   end
;;
;; $le_s
;;     x86-64: 3 instructions, 9 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i32.le_s
;;       cmp edi, r8d                                       |   cmp w2, w3
;;       setle al                                           |   cset w0, le
;;       movzx eax, al                                      |
;;   end
;;
;; $le_u
;;     x86-64: 3 instructions, 9 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i32.le_u
;;       cmp edi, r8d                                       |   cmp w2, w3
;;       setbe al                                           |   cset w0, ls
;;       movzx eax, al                                      |
;;   end
;;
;; $ge_s
;;     x86-64: 3 instructions, 9 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i32.ge_s
;;       cmp edi, r8d                                       |   cmp w2, w3
;;       setnl al                                           |   cset w0, ge
;;       movzx eax, al                                      |
;;   end
;;
;; $ge_u
;;     x86-64: 3 instructions, 9 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i32.ge_u
;;       cmp edi, r8d                                       |   cmp w2, w3
;;       setnb al                                           |   cset w0, hs
;;       movzx eax, al                                      |
;;   end
