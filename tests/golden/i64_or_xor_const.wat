;; i64: or and xor with constants.
(module
  (func $or_bit (param i64) (result i64) (i64.or (local.get 0) (i64.const 1)))
  (func $or_sign (param i64) (result i64) (i64.or (local.get 0) (i64.const 0x8000000000000000)))
  (func $or_repeated (param i64) (result i64)
    (i64.or (local.get 0) (i64.const 0x5555555555555555)))
  (func $or_no_run (param i64) (result i64) (i64.or (local.get 0) (i64.const 0x12345678)))
  (func $or_all (param i64) (result i64) (i64.or (local.get 0) (i64.const -1)))
  (func $or_zero (param i64) (result i64) (i64.or (local.get 0) (i64.const 0)))
  (func $xor_bit (param i64) (result i64) (i64.xor (local.get 0) (i64.const 1)))
  (func $xor_sign (param i64) (result i64) (i64.xor (local.get 0) (i64.const 0x8000000000000000)))
  (func $xor_repeated (param i64) (result i64)
    (i64.xor (local.get 0) (i64.const 0x5555555555555555)))
  (func $xor_no_run (param i64) (result i64) (i64.xor (local.get 0) (i64.const 0x12345678)))
  (func $xor_all (param i64) (result i64) (i64.xor (local.get 0) (i64.const -1)))
  (func $xor_zero (param i64) (result i64) (i64.xor (local.get 0) (i64.const 0))))
;; $or_bit
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.const 1
;;   i64.or
;;       mov rax, rdi                                       |   orr x0, x2, #1
;;       or rax, 0x1                                        |
;;   end
;;
;; $or_sign
;;     x86-64: 2 instructions, 13 bytes                     | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.const -9223372036854775808
;;   i64.or
;;       mov rax, 0x8000000000000000                        |   orr x0, x2, #0x8000000000000000
;;       or rax, rdi                                        |
;;   end
;;
;; $or_repeated
;;     x86-64: 2 instructions, 13 bytes                     | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.const 6148914691236517205
;;   i64.or
;;       mov rax, 0x5555555555555555                        |   orr x0, x2, #0x5555555555555555
;;       or rax, rdi                                        |
;;   end
;;
;; $or_no_run
;;     x86-64: 2 instructions, 9 bytes                      | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   i64.const 305419896
;;   i64.or
;;       mov rax, rdi                                       |   movz w0, #0x5678
;;       or rax, 0x12345678                                 |   movk w0, #0x1234, lsl #16
;;                                                          |   orr x0, x2, x0
;;   end
;;
;; $or_all
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i64.const -1
;;   i64.or
;;       mov rax, rdi                                       |   movn x0, #0
;;       or rax, -0x1                                       |   orr x0, x2, x0
;;   end
;;
;; $or_zero
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i64.const 0
;;   i64.or
;;       mov rax, rdi                                       |   movz w0, #0
;;       or rax, 0x0                                        |   orr x0, x2, x0
;;   end
;;
;; $xor_bit
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.const 1
;;   i64.xor
;;       mov rax, rdi                                       |   eor x0, x2, #1
;;       xor rax, 0x1                                       |
;;   end
;;
;; $xor_sign
;;     x86-64: 2 instructions, 13 bytes                     | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.const -9223372036854775808
;;   i64.xor
;;       mov rax, 0x8000000000000000                        |   eor x0, x2, #0x8000000000000000
;;       xor rax, rdi                                       |
;;   end
;;
;; $xor_repeated
;;     x86-64: 2 instructions, 13 bytes                     | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.const 6148914691236517205
;;   i64.xor
;;       mov rax, 0x5555555555555555                        |   eor x0, x2, #0x5555555555555555
;;       xor rax, rdi                                       |
;;   end
;;
;; $xor_no_run
;;     x86-64: 2 instructions, 9 bytes                      | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   i64.const 305419896
;;   i64.xor
;;       mov rax, rdi                                       |   movz w0, #0x5678
;;       xor rax, 0x12345678                                |   movk w0, #0x1234, lsl #16
;;                                                          |   eor x0, x2, x0
;;   end
;;
;; $xor_all
;;     x86-64: 2 instructions, 6 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.const -1
;;   i64.xor
;;       mov rax, rdi                                       |   mvn x0, x2
;;       not rax                                            |
;;   end
;;
;; $xor_zero
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i64.const 0
;;   i64.xor
;;       mov rax, rdi                                       |   movz w0, #0
;;       xor rax, 0x0                                       |   eor x0, x2, x0
;;   end
