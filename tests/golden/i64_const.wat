;; i64: constants as results.
(module
  (func $zero (result i64) (i64.const 0))
  (func $one (result i64) (i64.const 1))
  (func $minus_one (result i64) (i64.const -1))
  (func $half (result i64) (i64.const 0xffff))
  (func $high_half (result i64) (i64.const 0x10000))
  (func $inverted_half (result i64) (i64.const -0x10000))
  (func $two_halves (result i64) (i64.const 0x12345678))
  (func $repeated (result i64) (i64.const 0x5555555555555555))
  (func $run (result i64) (i64.const 0x0ffffff0))
  (func $inverted (result i64) (i64.const 0xfffffffffffeffff))
  (func $least (result i64) (i64.const 0x8000000000000000))
  (func $unsigned_word (result i64) (i64.const 0xffffffff))
  (func $signed_word (result i64) (i64.const -0x80000000))
  (func $word_above (result i64) (i64.const 0x100000000))
  (func $three_halves (result i64) (i64.const 0x123456789abc))
  (func $outer_halves (result i64) (i64.const 0x123400000000abcd))
  (func $four_halves (result i64) (i64.const 0x123456789abcdef0))
  (func $inverted_word (result i64) (i64.const 0xffffffff12345678))
  (func $to_local (result i64) (local i64)
    (local.set 0 (i64.const 7))
    (local.get 0))
  (func $zero_to_local (param i64) (result i64)
    (local.set 0 (i64.const 0))
    (local.get 0)))
;; $zero
;;     x86-64: 1 instruction, 5 bytes                       | AArch64: 1 instruction, 4 bytes
;;   i64.const 0
;;   end
;;       mov eax, 0x0                                       |   movz w0, #0
;;
;; $one
;;     x86-64: 1 instruction, 5 bytes                       | AArch64: 1 instruction, 4 bytes
;;   i64.const 1
;;   end
;;       mov eax, 0x1                                       |   movz w0, #0x1
;;
;; $minus_one
;;     x86-64: 1 instruction, 7 bytes                       | AArch64: 1 instruction, 4 bytes
;;   i64.const -1
;;   end
;;       mov rax, 0xffffffffffffffff                        |   movn x0, #0
;;
;; $half
;;     x86-64: 1 instruction, 5 bytes                       | AArch64: 1 instruction, 4 bytes
;;   i64.const 65535
;;   end
;;       mov eax, 0xffff                                    |   movz w0, #0xffff
;;
;; $high_half
;;     x86-64: 1 instruction, 5 bytes                       | AArch64: 1 instruction, 4 bytes
;;   i64.const 65536
;;   end
;;       mov eax, 0x10000                                   |   movz w0, #0x1, lsl #16
;;
;; $inverted_half
;;     x86-64: 1 instruction, 7 bytes                       | AArch64: 1 instruction, 4 bytes
;;   i64.const -65536
;;   end
;;       mov rax, 0xffffffffffff0000                        |   movn x0, #0xffff
;;
;; $two_halves
;;     x86-64: 1 instruction, 5 bytes                       | AArch64: 2 instructions, 8 bytes
;;   i64.const 305419896
;;   end
;;       mov eax, 0x12345678                                |   movz w0, #0x5678
;;                                                          |   movk w0, #0x1234, lsl #16
;;
;; $repeated
;;     x86-64: 1 instruction, 10 bytes                      | AArch64: 1 instruction, 4 bytes
;;   i64.const 6148914691236517205
;;   end
;;       mov rax, 0x5555555555555555                        |   orr x0, xzr, #0x5555555555555555
;;
;; $run
;;     x86-64: 1 instruction, 5 bytes                       | AArch64: 1 instruction, 4 bytes
;;   i64.const 268435440
;;   end
;;       mov eax, 0xffffff0                                 |   orr w0, wzr, #0xffffff0
;;
;; $inverted
;;     x86-64: 1 instruction, 7 bytes                       | AArch64: 1 instruction, 4 bytes
;;   i64.const -65537
;;   end
;;       mov rax, 0xfffffffffffeffff                        |   movn x0, #0x1, lsl #16
;;
;; $least
;;     x86-64: 1 instruction, 10 bytes                      | AArch64: 1 instruction, 4 bytes
;;   i64.const -9223372036854775808
;;   end
;;       mov rax, 0x8000000000000000                        |   movz x0, #0x8000, lsl #48
;;
;; $unsigned_word
;;     x86-64: 1 instruction, 5 bytes                       | AArch64: 1 instruction, 4 bytes
;;   i64.const 4294967295
;;   end
;;       mov eax, 0xffffffff                                |   movn w0, #0
;;
;; $signed_word
;;     x86-64: 1 instruction, 7 bytes                       | AArch64: 1 instruction, 4 bytes
;;   i64.const -2147483648
;;   end
;;       mov rax, 0xffffffff80000000                        |   orr x0, xzr, #0xffffffff80000000
;;
;; $word_above
;;     x86-64: 1 instruction, 10 bytes                      | AArch64: 1 instruction, 4 bytes
;;   i64.const 4294967296
;;   end
;;       mov rax, 0x100000000                               |   movz x0, #0x1, lsl #32
;;
;; $three_halves
;;     x86-64: 1 instruction, 10 bytes                      | AArch64: 3 instructions, 12 bytes
;;   i64.const 20015998343868
;;   end
;;       mov rax, 0x123456789abc                            |   movz x0, #0x9abc
;;                                                          |   movk x0, #0x5678, lsl #16
;;                                                          |   movk x0, #0x1234, lsl #32
;;
;; $outer_halves
;;     x86-64: 1 instruction, 10 bytes                      | AArch64: 2 instructions, 8 bytes
;;   i64.const 1311673391471700941
;;   end
;;       mov rax, 0x123400000000abcd                        |   movz x0, #0xabcd
;;                                                          |   movk x0, #0x1234, lsl #48
;;
;; $four_halves
;;     x86-64: 1 instruction, 10 bytes                      | AArch64: 4 instructions, 16 bytes
;;   i64.const 1311768467463790320
;;   end
;;       mov rax, 0x123456789abcdef0                        |   movz x0, #0xdef0
;;                                                          |   movk x0, #0x9abc, lsl #16
;;                                                          |   movk x0, #0x5678, lsl #32
;;                                                          |   movk x0, #0x1234, lsl #48
;;
;; $inverted_word
;;     x86-64: 1 instruction, 10 bytes                      | AArch64: 2 instructions, 8 bytes
;;   i64.const -3989547400
;;   end
;;       mov rax, 0xffffffff12345678                        |   movn x0, #0xa987
;;                                                          |   movk x0, #0x1234, lsl #16
;;
;; $to_local
;;     x86-64: 2 instructions, 8 bytes                      | AArch64: 2 instructions, 8 bytes
;;   i64.const 7
;;   local.set 0
;;       mov edi, 0x7                                       |   movz w2, #0x7
;;   local.get 0
;;   end
;;       mov rax, rdi                                       |   mov x0, x2
;;
;; $zero_to_local
;;     x86-64: 2 instructions, 5 bytes                      | AArch64: 2 instructions, 8 bytes
;;   i64.const 0
;;   local.set 0
;;       xor edi, edi                                       |   movz w2, #0
;;   local.get 0
;;   end
;;       mov rax, rdi                                       |   mov x0, x2
