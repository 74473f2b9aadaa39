;; i32: multiplying by constants.
(module
  (func $zero (param i32) (result i32) (i32.mul (local.get 0) (i32.const 0)))
  (func $one (param i32) (result i32) (i32.mul (local.get 0) (i32.const 1)))
  (func $two (param i32) (result i32) (i32.mul (local.get 0) (i32.const 2)))
  (func $three (param i32) (result i32) (i32.mul (local.get 0) (i32.const 3)))
  (func $five (param i32) (result i32) (i32.mul (local.get 0) (i32.const 5)))
  (func $seven (param i32) (result i32) (i32.mul (local.get 0) (i32.const 7)))
  (func $eight (param i32) (result i32) (i32.mul (local.get 0) (i32.const 8)))
  (func $sixteen (param i32) (result i32) (i32.mul (local.get 0) (i32.const 16)))
  (func $ten (param i32) (result i32) (i32.mul (local.get 0) (i32.const 10)))
  (func $hundred (param i32) (result i32) (i32.mul (local.get 0) (i32.const 100)))
  (func $minus_one (param i32) (result i32) (i32.mul (local.get 0) (i32.const -1)))
  (func $prime (param i32) (result i32) (i32.mul (local.get 0) (i32.const 0x9e3779b1))))
;; $zero
;;     x86-64: 1 instruction, 3 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.const 0
;;   i32.mul
;;       imul eax, edi, 0x0                                 |   movz w0, #0
;;                                                          |   mul w0, w2, w0
;;   end
;;
;; $one
;;     x86-64: 2 instructions, 5 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.const 1
;;   i32.mul
;;       mov eax, edi                                       |   mov w0, w2
;;       shl eax, 0x0                                       |
;;   end
;;
;; $two
;;     x86-64: 1 instruction, 3 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.const 2
;;   i32.mul
;;   end
;;       lea eax, [rdi+rdi]                                 |   lsl w0, w2, #1
;;
;; $three
;;     x86-64: 1 instruction, 3 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.const 3
;;   i32.mul
;;   end
;;       lea eax, [rdi+rdi*2]                               |   add w0, w2, w2, lsl #1
;;
;; $five
;;     x86-64: 1 instruction, 3 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.const 5
;;   i32.mul
;;   end
;;       lea eax, [rdi+rdi*4]                               |   add w0, w2, w2, lsl #2
;;
;; $seven
;;     x86-64: 1 instruction, 3 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.const 7
;;   i32.mul
;;       imul eax, edi, 0x7                                 |   movz w0, #0x7
;;                                                          |   mul w0, w2, w0
;;   end
;;
;; $eight
;;     x86-64: 1 instruction, 7 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.const 8
;;   i32.mul
;;   end
;;       lea eax, [rdi*8]                                   |   lsl w0, w2, #3
;;
;; $sixteen
;;     x86-64: 2 instructions, 5 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.const 16
;;   i32.mul
;;       mov eax, edi                                       |
;;       shl eax, 0x4                                       |
;;   end
;;                                                          |   lsl w0, w2, #4
;;
;; $ten
;;     x86-64: 1 instruction, 3 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.const 10
;;   i32.mul
;;       imul eax, edi, 0xa                                 |   movz w0, #0xa
;;                                                          |   mul w0, w2, w0
;;   end
;;
;; $hundred
;;     x86-64: 1 instruction, 3 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.const 100
;;   i32.mul
;;       imul eax, edi, 0x64                                |   movz w0, #0x64
;;                                                          |   mul w0, w2, w0
;;   end
;;
;; $minus_one
;;     x86-64: 1 instruction, 3 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.const -1
;;   i32.mul
;;       imul eax, edi, -0x1                                |   movn w0, #0
;;                                                          |   mul w0, w2, w0
;;   end
;;
;; $prime
;;     x86-64: 1 instruction, 6 bytes                       | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   i32.const -1640531535
;;   i32.mul
;;       imul eax, edi, -0x61c8864f                         |   movz w0, #0x79b1
;;                                                          |   movk w0, #0x9e37, lsl #16
;;                                                          |   mul w0, w2, w0
;;   end
