;; i32: or and xor with constants.
(module
  (func $or_bit (param i32) (result i32) (i32.or (local.get 0) (i32.const 1)))
  (func $or_sign (param i32) (result i32) (i32.or (local.get 0) (i32.const 0x80000000)))
  (func $or_repeated (param i32) (result i32) (i32.or (local.get 0) (i32.const 0x55555555)))
  (func $or_no_run (param i32) (result i32) (i32.or (local.get 0) (i32.const 0x12345678)))
  (func $or_all (param i32) (result i32) (i32.or (local.get 0) (i32.const -1)))
  (func $or_zero (param i32) (result i32) (i32.or (local.get 0) (i32.const 0)))
  (func $xor_bit (param i32) (result i32) (i32.xor (local.get 0) (i32.const 1)))
  (func $xor_sign (param i32) (result i32) (i32.xor (local.get 0) (i32.const 0x80000000)))
  (func $xor_repeated (param i32) (result i32) (i32.xor (local.get 0) (i32.const 0x55555555)))
  (func $xor_no_run (param i32) (result i32) (i32.xor (local.get 0) (i32.const 0x12345678)))
  (func $xor_all (param i32) (result i32) (i32.xor (local.get 0) (i32.const -1)))
  (func $xor_zero (param i32) (result i32) (i32.xor (local.get 0) (i32.const 0))))
;; $or_bit
;;     x86-64: 2 instructions, 5 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.const 1
;;   i32.or
;;       mov eax, edi                                       |   orr w0, w2, #1
;;       or eax, 0x1                                        |
;;   end
;;
;; $or_sign
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.const -2147483648
;;   i32.or
;;       mov eax, edi                                       |   orr w0, w2, #0x80000000
;;       or eax, -0x80000000                                |
;;   end
;;
;; $or_repeated
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.const 1431655765
;;   i32.or
;;       mov eax, edi                                       |   orr w0, w2, #0x55555555
;;       or eax, 0x55555555                                 |
;;   end
;;
;; $or_no_run
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   i32.const 305419896
;;   i32.or
;;       mov eax, edi                                       |   movz w0, #0x5678
;;       or eax, 0x12345678                                 |   movk w0, #0x1234, lsl #16
;;                                                          |   orr w0, w2, w0
;;   end
;;
;; $or_all
;;     x86-64: 2 instructions, 5 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.const -1
;;   i32.or
;;       mov eax, edi                                       |   movn w0, #0
;;       or eax, -0x1                                       |   orr w0, w2, w0
;;   end
;;
;; $or_zero
;;     x86-64: 2 instructions, 5 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.const 0
;;   i32.or
;;       mov eax, edi                                       |   movz w0, #0
;;       or eax, 0x0                                        |   orr w0, w2, w0
;;   end
;;
;; $xor_bit
;;     x86-64: 2 instructions, 5 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.const 1
;;   i32.xor
;;       mov eax, edi                                       |   eor w0, w2, #1
;;       xor eax, 0x1                                       |
;;   end
;;
;; $xor_sign
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.const -2147483648
;;   i32.xor
;;       mov eax, edi                                       |   eor w0, w2, #0x80000000
;;       xor eax, -0x80000000                               |
;;   end
;;
;; $xor_repeated
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.const 1431655765
;;   i32.xor
;;       mov eax, edi                                       |   eor w0, w2, #0x55555555
;;       xor eax, 0x55555555                                |
;;   end
;;
;; $xor_no_run
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   i32.const 305419896
;;   i32.xor
;;       mov eax, edi                                       |   movz w0, #0x5678
;;       xor eax, 0x12345678                                |   movk w0, #0x1234, lsl #16
;;                                                          |   eor w0, w2, w0
;;   end
;;
;; $xor_all
;;     x86-64: 2 instructions, 4 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.const -1
;;   i32.xor
;;       mov eax, edi                                       |   mvn w0, w2
;;       not eax                                            |
;;   end
;;
;; $xor_zero
;;     x86-64: 2 instructions, 5 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.const 0
;;   i32.xor
;;       mov eax, edi                                       |   movz w0, #0
;;       xor eax, 0x0                                       |   eor w0, w2, w0
;;   end
