;; i64: multiplying by constants.
(module
  (func $zero (param i64) (result i64) (i64.mul (local.get 0) (i64.const 0)))
  (func $one (param i64) (result i64) (i64.mul (local.get 0) (i64.const 1)))
  (func $two (param i64) (result i64) (i64.mul (local.get 0) (i64.const 2)))
  (func $three (param i64) (result i64) (i64.mul (local.get 0) (i64.const 3)))
  (func $five (param i64) (result i64) (i64.mul (local.get 0) (i64.const 5)))
  (func $seven (param i64) (result i64) (i64.mul (local.get 0) (i64.const 7)))
  (func $eight (param i64) (result i64) (i64.mul (local.get 0) (i64.const 8)))
  (func $sixteen (param i64) (result i64) (i64.mul (local.get 0) (i64.const 16)))
  (func $ten (param i64) (result i64) (i64.mul (local.get 0) (i64.const 10)))
  (func $hundred (param i64) (result i64) (i64.mul (local.get 0) (i64.const 100)))
  (func $minus_one (param i64) (result i64) (i64.mul (local.get 0) (i64.const -1)))
  (func $prime (param i64) (result i64) (i64.mul (local.get 0) (i64.const 0x9e3779b97f4a7c15))))
;; $zero
;;     x86-64: 1 instruction, 4 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i64.const 0
;;   i64.mul
;;       imul rax, rdi, 0x0                                 |   movz w0, #0
;;                                                          |   mul x0, x2, x0
;;   end
;;
;; $one
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.const 1
;;   i64.mul
;;       mov rax, rdi                                       |   mov x0, x2
;;       shl rax, 0x0                                       |
;;   end
;;
;; $two
;;     x86-64: 1 instruction, 4 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.const 2
;;   i64.mul
;;   end
;;       lea rax, [rdi+rdi]                                 |   lsl x0, x2, #1
;;
;; $three
;;     x86-64: 1 instruction, 4 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.const 3
;;   i64.mul
;;   end
;;       lea rax, [rdi+rdi*2]                               |   add x0, x2, x2, lsl #1
;;
;; $five
;;     x86-64: 1 instruction, 4 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.const 5
;;   i64.mul
;;   end
;;       lea rax, [rdi+rdi*4]                               |   add x0, x2, x2, lsl #2
;;
;; $seven
;;     x86-64: 1 instruction, 4 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i64.const 7
;;   i64.mul
;;       imul rax, rdi, 0x7                                 |   movz w0, #0x7
;;                                                          |   mul x0, x2, x0
;;   end
;;
;; $eight
;;     x86-64: 1 instruction, 8 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.const 8
;;   i64.mul
;;   end
;;       lea rax, [rdi*8]                                   |   lsl x0, x2, #3
;;
;; $sixteen
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.const 16
;;   i64.mul
;;       mov rax, rdi                                       |
;;       shl rax, 0x4                                       |
;;   end
;;                                                          |   lsl x0, x2, #4
;;
;; $ten
;;     x86-64: 1 instruction, 4 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i64.const 10
;;   i64.mul
;;       imul rax, rdi, 0xa                                 |   movz w0, #0xa
;;                                                          |   mul x0, x2, x0
;;   end
;;
;; $hundred
;;     x86-64: 1 instruction, 4 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i64.const 100
;;   i64.mul
;;       imul rax, rdi, 0x64                                |   movz w0, #0x64
;;                                                          |   mul x0, x2, x0
;;   end
;;
;; $minus_one
;;     x86-64: 1 instruction, 4 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i64.const -1
;;   i64.mul
;;       imul rax, rdi, -0x1                                |   movn x0, #0
;;                                                          |   mul x0, x2, x0
;;   end
;;
;; $prime
;;     x86-64: 2 instructions, 14 bytes                     | AArch64: 5 instructions, 20 bytes
;;   local.get 0
;;   i64.const -7046029254386353131
;;   i64.mul
;;       mov rax, 0x9e3779b97f4a7c15                        |   movz x0, #0x7c15
;;       imul rax, rdi                                      |   movk x0, #0x7f4a, lsl #16
;;                                                          |   movk x0, #0x79b9, lsl #32
;;                                                          |   movk x0, #0x9e37, lsl #48
;;                                                          |   mul x0, x2, x0
;;   end
