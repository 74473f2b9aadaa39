;; select on a comparison of f64.
(module
  (func $eq (param f64 f64 i32 i32) (result i32)
    (select (local.get 2) (local.get 3) (f64.eq (local.get 0) (local.get 1))))
  (func $ne (param f64 f64 i32 i32) (result i32)
    (select (local.get 2) (local.get 3) (f64.ne (local.get 0) (local.get 1))))
  (func $lt (param f64 f64 i32 i32) (result i32)
    (select (local.get 2) (local.get 3) (f64.lt (local.get 0) (local.get 1))))
  (func $gt (param f64 f64 i32 i32) (result i32)
    (select (local.get 2) (local.get 3) (f64.gt (local.get 0) (local.get 1))))
  (func $le (param f64 f64 i32 i32) (result i32)
    (select (local.get 2) (local.get 3) (f64.le (local.get 0) (local.get 1))))
  (func $ge (param f64 f64 i32 i32) (result i32)
    (select (local.get 2) (local.get 3) (f64.ge (local.get 0) (local.get 1)))))
;; $eq
;;     x86-64: 4 instructions, 14 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 2
;;   local.get 3
;;   local.get 0
;;   local.get 1
;;   f64.eq
;;       vucomisd xmm6, xmm7                                |   fcmp d2, d3
;;   select
;;       mov eax, edi                                       |   csel w0, w2, w3, eq
;;       cmovnz eax, r8d                                    |
;;       cmovp eax, r8d                                     |
;;   end
;;
;; $ne
;;     x86-64: 4 instructions, 13 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 2
;;   local.get 3
;;   local.get 0
;;   local.get 1
;;   f64.ne
;;       vucomisd xmm6, xmm7                                |   fcmp d2, d3
;;   select
;;       mov eax, r8d                                       |   csel w0, w2, w3, ne
;;       cmovnz eax, edi                                    |
;;       cmovp eax, edi                                     |
;;   end
;;
;; $lt
;;     x86-64: 3 instructions, 10 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 2
;;   local.get 3
;;   local.get 0
;;   local.get 1
;;   f64.lt
;;       vucomisd xmm7, xmm6                                |   fcmp d2, d3
;;   select
;;       mov eax, edi                                       |   csel w0, w2, w3, mi
;;       cmovbe eax, r8d                                    |
;;   end
;;
;; $gt
;;     x86-64: 3 instructions, 10 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 2
;;   local.get 3
;;   local.get 0
;;   local.get 1
;;   f64.gt
;;       vucomisd xmm6, xmm7                                |   fcmp d2, d3
;;   select
;;       mov eax, edi                                       |   csel w0, w2, w3, gt
;;       cmovbe eax, r8d                                    |
;;   end
;;
;; $le
;;     x86-64: 3 instructions, 10 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 2
;;   local.get 3
;;   local.get 0
;;   local.get 1
;;   f64.le
;;       vucomisd xmm7, xmm6                                |   fcmp d2, d3
;;   select
;;       mov eax, edi                                       |   csel w0, w2, w3, ls
;;       cmovb eax, r8d                                     |
;;   end
;;
;; $ge
;;     x86-64: 3 instructions, 10 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 2
;;   local.get 3
;;   local.get 0
;;   local.get 1
;;   f64.ge
;;       vucomisd xmm6, xmm7                                |   fcmp d2, d3
;;   select
;;       mov eax, edi                                       |   csel w0, w2, w3, ge
;;       cmovb eax, r8d                                     |
;;   end
