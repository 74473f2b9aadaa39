;; i32: subtracting constants, and from constants.
(module
  (func $one (param i32) (result i32) (i32.sub (local.get 0) (i32.const 1)))
  (func $imm12 (param i32) (result i32) (i32.sub (local.get 0) (i32.const 4095)))
  (func $shifted_imm12 (param i32) (result i32) (i32.sub (local.get 0) (i32.const 0x1000)))
  (func $imm24 (param i32) (result i32) (i32.sub (local.get 0) (i32.const 0x123456)))
  (func $minus_one (param i32) (result i32) (i32.sub (local.get 0) (i32.const -1)))
  (func $least (param i32) (result i32) (i32.sub (local.get 0) (i32.const 0x80000000)))
  (func $negate (param i32) (result i32) (i32.sub (i32.const 0) (local.get 0)))
  (func $from_const (param i32) (result i32) (i32.sub (i32.const 5) (local.get 0)))
  (func $not (param i32) (result i32) (i32.sub (i32.const -1) (local.get 0))))
;; $one
;;     x86-64: 1 instruction, 3 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.const 1
;;   i32.sub
;;   end
;;       lea eax, [rdi-0x1]                                 |   sub w0, w2, #1
;;
;; $imm12
;;     x86-64: 1 instruction, 6 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.const 4095
;;   i32.sub
;;   end
;;       lea eax, [rdi-0xfff]                               |   sub w0, w2, #0xfff
;;
;; $shifted_imm12
;;     x86-64: 1 instruction, 6 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.const 4096
;;   i32.sub
;;   end
;;       lea eax, [rdi-0x1000]                              |   sub w0, w2, #1, lsl #12
;;
;; $imm24
;;     x86-64: 1 instruction, 6 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.const 1193046
;;   i32.sub
;;                                                          |   sub w0, w2, #0x123, lsl #12
;;                                                          |   sub w0, w0, #0x456
;;   end
;;       lea eax, [rdi-0x123456]                            |
;;
;; $minus_one
;;     x86-64: 1 instruction, 3 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.const -1
;;   i32.sub
;;   end
;;       lea eax, [rdi+0x1]                                 |   add w0, w2, #1
;;
;; $least
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.const -2147483648
;;   i32.sub
;;       mov eax, edi                                       |   movz w0, #0x8000, lsl #16
;;       sub eax, -0x80000000                               |   sub w0, w2, w0
;;   end
;;
;; $negate
;;     x86-64: 2 instructions, 4 bytes                      | AArch64: 1 instruction, 4 bytes
;;   i32.const 0
;;   local.get 0
;;   i32.sub
;;       mov eax, edi                                       |   neg w0, w2
;;       neg eax                                            |
;;   end
;;
;; $from_const
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 2 instructions, 8 bytes
;;   i32.const 5
;;   local.get 0
;;   i32.sub
;;       mov eax, 0x5                                       |   movz w0, #0x5
;;       sub eax, edi                                       |   sub w0, w0, w2
;;   end
;;
;; $not
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 2 instructions, 8 bytes
;;   i32.const -1
;;   local.get 0
;;   i32.sub
;;       mov eax, 0xffffffff                                |   movn w0, #0
;;       sub eax, edi                                       |   sub w0, w0, w2
;;   end
