;; i32: constants as results.
(module
  (func $zero (result i32) (i32.const 0))
  (func $one (result i32) (i32.const 1))
  (func $minus_one (result i32) (i32.const -1))
  (func $half (result i32) (i32.const 0xffff))
  (func $high_half (result i32) (i32.const 0x10000))
  (func $inverted_half (result i32) (i32.const -0x10000))
  (func $two_halves (result i32) (i32.const 0x12345678))
  (func $repeated (result i32) (i32.const 0x55555555))
  (func $run (result i32) (i32.const 0x0ffffff0))
  (func $inverted (result i32) (i32.const 0xfffeffff))
  (func $least (result i32) (i32.const 0x80000000))
  (func $to_local (result i32) (local i32)
    (local.set 0 (i32.const 7))
    (local.get 0))
  (func $zero_to_local (param i32) (result i32)
    (local.set 0 (i32.const 0))
    (local.get 0)))
;; $zero
;;     x86-64: 1 instruction, 5 bytes                       | AArch64: 1 instruction, 4 bytes
;;   i32.const 0
;;   end
;;       mov eax, 0x0                                       |   movz w0, #0
;;
;; $one
;;     x86-64: 1 instruction, 5 bytes                       | AArch64: 1 instruction, 4 bytes
;;   i32.const 1
;;   end
;;       mov eax, 0x1                                       |   movz w0, #0x1
;;
;; $minus_one
;;     x86-64: 1 instruction, 5 bytes                       | AArch64: 1 instruction, 4 bytes
;;   i32.const -1
;;   end
;;       mov eax, 0xffffffff                                |   movn w0, #0
;;
;; $half
;;     x86-64: 1 instruction, 5 bytes                       | AArch64: 1 instruction, 4 bytes
;;   i32.const 65535
;;   end
;;       mov eax, 0xffff                                    |   movz w0, #0xffff
;;
;; $high_half
;;     x86-64: 1 instruction, 5 bytes                       | AArch64: 1 instruction, 4 bytes
;;   i32.const 65536
;;   end
;;       mov eax, 0x10000                                   |   movz w0, #0x1, lsl #16
;;
;; $inverted_half
;;     x86-64: 1 instruction, 5 bytes                       | AArch64: 1 instruction, 4 bytes
;;   i32.const -65536
;;   end
;;       mov eax, 0xffff0000                                |   movz w0, #0xffff, lsl #16
;;
;; $two_halves
;;     x86-64: 1 instruction, 5 bytes                       | AArch64: 2 instructions, 8 bytes
;;   i32.const 305419896
;;   end
;;       mov eax, 0x12345678                                |   movz w0, #0x5678
;;                                                          |   movk w0, #0x1234, lsl #16
;;
;; $repeated
;;     x86-64: 1 instruction, 5 bytes                       | AArch64: 1 instruction, 4 bytes
;;   i32.const 1431655765
;;   end
;;       mov eax, 0x55555555                                |   orr w0, wzr, #0x55555555
;;
;; $run
;;     x86-64: 1 instruction, 5 bytes                       | AArch64: 1 instruction, 4 bytes
;;   i32.const 268435440
;;   end
;;       mov eax, 0xffffff0                                 |   orr w0, wzr, #0xffffff0
;;
;; $inverted
;;     x86-64: 1 instruction, 5 bytes                       | AArch64: 1 instruction, 4 bytes
;;   i32.const -65537
;;   end
;;       mov eax, 0xfffeffff                                |   movn w0, #0x1, lsl #16
;;
;; $least
;;     x86-64: 1 instruction, 5 bytes                       | AArch64: 1 instruction, 4 bytes
;;   i32.const -2147483648
;;   end
;;       mov eax, 0x80000000                                |   movz w0, #0x8000, lsl #16
;;
;; $to_local
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 2 instructions, 8 bytes
;;   i32.const 7
;;   local.set 0
;;       mov edi, 0x7                                       |   movz w2, #0x7
;;   local.get 0
;;   end
;;       mov eax, edi                                       |   mov w0, w2
;;
;; $zero_to_local
;;     x86-64: 2 instructions, 4 bytes                      | AArch64: 2 instructions, 8 bytes
;;   i32.const 0
;;   local.set 0
;;       xor edi, edi                                       |   movz w2, #0
;;   local.get 0
;;   end
;;       mov eax, edi                                       |   mov w0, w2
