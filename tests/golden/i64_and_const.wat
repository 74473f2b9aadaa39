;; i64: masks; AArch64 encodes repeated runs of ones.
(module
  (func $byte (param i64) (result i64) (i64.and (local.get 0) (i64.const 0xff)))
  (func $half (param i64) (result i64) (i64.and (local.get 0) (i64.const 0xffff)))
  (func $word (param i64) (result i64) (i64.and (local.get 0) (i64.const 0xffffffff)))
  (func $high_word (param i64) (result i64) (i64.and (local.get 0) (i64.const 0xffffffff00000000)))
  (func $no_run64 (param i64) (result i64) (i64.and (local.get 0) (i64.const 0x123456789abcdef0)))
  (func $bit (param i64) (result i64) (i64.and (local.get 0) (i64.const 1)))
  (func $run (param i64) (result i64) (i64.and (local.get 0) (i64.const 0xff0)))
  (func $all_but_sign (param i64) (result i64)
    (i64.and (local.get 0) (i64.const 0x7fffffffffffffff)))
  (func $align_16 (param i64) (result i64) (i64.and (local.get 0) (i64.const -16)))
  (func $repeated (param i64) (result i64) (i64.and (local.get 0) (i64.const 0xff00ff00ff00ff00)))
  (func $no_run (param i64) (result i64) (i64.and (local.get 0) (i64.const 0x12345678)))
  (func $zero (param i64) (result i64) (i64.and (local.get 0) (i64.const 0)))
  (func $all (param i64) (result i64) (i64.and (local.get 0) (i64.const -1))))
;; $byte
;;     x86-64: 1 instruction, 4 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.const 255
;;   i64.and
;;       movzx eax, dil                                     |   and x0, x2, #0xff
;;   end
;;
;; $half
;;     x86-64: 1 instruction, 3 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.const 65535
;;   i64.and
;;       movzx eax, di                                      |   and x0, x2, #0xffff
;;   end
;;
;; $word
;;     x86-64: 1 instruction, 2 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.const 4294967295
;;   i64.and
;;       mov eax, edi                                       |   mov w0, w2
;;   end
;;
;; $high_word
;;     x86-64: 2 instructions, 13 bytes                     | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.const -4294967296
;;   i64.and
;;       mov rax, 0xffffffff00000000                        |   and x0, x2, #0xffffffff00000000
;;       and rax, rdi                                       |
;;   end
;;
;; $no_run64
;;     x86-64: 2 instructions, 13 bytes                     | AArch64: 5 instructions, 20 bytes
;;   local.get 0
;;   i64.const 1311768467463790320
;;   i64.and
;;       mov rax, 0x123456789abcdef0                        |   movz x0, #0xdef0
;;       and rax, rdi                                       |   movk x0, #0x9abc, lsl #16
;;                                                          |   movk x0, #0x5678, lsl #32
;;                                                          |   movk x0, #0x1234, lsl #48
;;                                                          |   and x0, x2, x0
;;   end
;;
;; $bit
;;     x86-64: 2 instructions, 6 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.const 1
;;   i64.and
;;       mov rax, rdi                                       |   and x0, x2, #1
;;       and eax, 0x1                                       |
;;   end
;;
;; $run
;;     x86-64: 2 instructions, 8 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.const 4080
;;   i64.and
;;       mov rax, rdi                                       |   and x0, x2, #0xff0
;;       and eax, 0xff0                                     |
;;   end
;;
;; $all_but_sign
;;     x86-64: 2 instructions, 13 bytes                     | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.const 9223372036854775807
;;   i64.and
;;       mov rax, 0x7fffffffffffffff                        |   and x0, x2, #0x7fffffffffffffff
;;       and rax, rdi                                       |
;;   end
;;
;; $align_16
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.const -16
;;   i64.and
;;       mov rax, rdi                                       |   and x0, x2, #0xfffffffffffffff0
;;       and rax, -0x10                                     |
;;   end
;;
;; $repeated
;;     x86-64: 2 instructions, 13 bytes                     | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.const -71777214294589696
;;   i64.and
;;       mov rax, 0xff00ff00ff00ff00                        |   and x0, x2, #0xff00ff00ff00ff00
;;       and rax, rdi                                       |
;;   end
;;
;; $no_run
;;     x86-64: 2 instructions, 8 bytes                      | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   i64.const 305419896
;;   i64.and
;;       mov rax, rdi                                       |   movz w0, #0x5678
;;       and eax, 0x12345678                                |   movk w0, #0x1234, lsl #16
;;                                                          |   and x0, x2, x0
;;   end
;;
;; $zero
;;     x86-64: 2 instructions, 6 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i64.const 0
;;   i64.and
;;       mov rax, rdi                                       |   movz w0, #0
;;       and eax, 0x0                                       |   and x0, x2, x0
;;   end
;;
;; $all
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i64.const -1
;;   i64.and
;;       mov rax, rdi                                       |   movn x0, #0
;;       and rax, -0x1                                      |   and x0, x2, x0
;;   end
