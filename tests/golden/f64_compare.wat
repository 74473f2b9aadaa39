;; f64: each comparison, as a value; with NaN all but ne are 0.
(module
  (func $eq (param f64 f64) (result i32) (f64.eq (local.get 0) (local.get 1)))
  (func $ne (param f64 f64) (result i32) (f64.ne (local.get 0) (local.get 1)))
  (func $lt (param f64 f64) (result i32) (f64.lt (local.get 0) (local.get 1)))
  (func $gt (param f64 f64) (result i32) (f64.gt (local.get 0) (local.get 1)))
  (func $le (param f64 f64) (result i32) (f64.le (local.get 0) (local.get 1)))
  (func $ge (param f64 f64) (result i32) (f64.ge (local.get 0) (local.get 1)))
  (func $ordered (param f64 f64) (result i32)
    (i32.and (f64.eq (local.get 0) (local.get 0)) (f64.eq (local.get 1) (local.get 1))))
  (func $zero (param f64) (result i32) (f64.eq (local.get 0) (f64.const 0)))
  (func $not_lt (param f64 f64) (result i32) (i32.eqz (f64.lt (local.get 0) (local.get 1)))))
;; $eq
;;     x86-64: 5 instructions, 17 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   f64.eq
;;       vucomisd xmm6, xmm7                                |   fcmp d2, d3
;;       setnp r11b                                         |   cset w0, eq
;;       setz al                                            |
;;       and eax, r11d                                      |
;;       movzx eax, al                                      |
;;   end
;;
;; $ne
;;     x86-64: 5 instructions, 17 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   f64.ne
;;       vucomisd xmm6, xmm7                                |   fcmp d2, d3
;;       setp r11b                                          |   cset w0, ne
;;       setnz al                                           |
;;       or eax, r11d                                       |
;;       movzx eax, al                                      |
;;   end
;;
;; $lt
;;     x86-64: 3 instructions, 10 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   f64.lt
;;       vucomisd xmm7, xmm6                                |   fcmp d2, d3
;;       setnbe al                                          |   cset w0, mi
;;       movzx eax, al                                      |
;;   end
;;
;; $gt
;;     x86-64: 3 instructions, 10 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   f64.gt
;;       vucomisd xmm6, xmm7                                |   fcmp d2, d3
;;       setnbe al                                          |   cset w0, gt
;;       movzx eax, al                                      |
;;   end
;;
;; $le
;;     x86-64: 3 instructions, 10 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   f64.le
;;       vucomisd xmm7, xmm6                                |   fcmp d2, d3
;;       setnb al                                           |   cset w0, ls
;;       movzx eax, al                                      |
;;   end
;;
;; $ge
;;     x86-64: 3 instructions, 10 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   f64.ge
;;       vucomisd xmm6, xmm7                                |   fcmp d2, d3
;;       setnb al                                           |   cset w0, ge
;;       movzx eax, al                                      |
;;   end
;;
;; $ordered
;;     x86-64: 11 instructions, 36 bytes                    | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   local.get 0
;;   f64.eq
;;       vucomisd xmm6, xmm6                                |   fcmp d2, d2
;;       setnp r11b                                         |
;;       setz al                                            |
;;       and eax, r11d                                      |
;;       movzx eax, al                                      |
;;   local.get 1
;;   local.get 1
;;   f64.eq
;;       vucomisd xmm7, xmm7                                |
;;   i32.and
;;       setnp r11b                                         |   fccmp d3, d3, #0, eq
;;       setz cl                                            |   cset w0, eq
;;       and ecx, r11d                                      |
;;       movzx ecx, cl                                      |
;;       and eax, ecx                                       |
;;   end
;;
;; $zero
;;     x86-64: 6 instructions, 21 bytes                     | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   f64.const 0
;;   f64.eq
;;       vxorps xmm0, xmm0, xmm0                            |   movi d0, #0000000000000000
;;       vucomisd xmm6, xmm0                                |   fcmp d2, d0
;;       setnp r11b                                         |   cset w0, eq
;;       setz al                                            |
;;       and eax, r11d                                      |
;;       movzx eax, al                                      |
;;   end
;;
;; $not_lt
;;     x86-64: 3 instructions, 10 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   f64.lt
;;       vucomisd xmm7, xmm6                                |   fcmp d2, d3
;;   i32.eqz
;;       setbe al                                           |   cset w0, pl
;;       movzx eax, al                                      |
;;   end
