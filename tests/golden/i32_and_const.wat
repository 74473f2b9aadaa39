;; i32: masks; AArch64 encodes repeated runs of ones.
(module
  (func $byte (param i32) (result i32) (i32.and (local.get 0) (i32.const 0xff)))
  (func $half (param i32) (result i32) (i32.and (local.get 0) (i32.const 0xffff)))
  (func $bit (param i32) (result i32) (i32.and (local.get 0) (i32.const 1)))
  (func $run (param i32) (result i32) (i32.and (local.get 0) (i32.const 0xff0)))
  (func $all_but_sign (param i32) (result i32) (i32.and (local.get 0) (i32.const 0x7fffffff)))
  (func $align_16 (param i32) (result i32) (i32.and (local.get 0) (i32.const -16)))
  (func $repeated (param i32) (result i32) (i32.and (local.get 0) (i32.const 0xf0f0f0f0)))
  (func $no_run (param i32) (result i32) (i32.and (local.get 0) (i32.const 0x12345678)))
  (func $zero (param i32) (result i32) (i32.and (local.get 0) (i32.const 0)))
  (func $all (param i32) (result i32) (i32.and (local.get 0) (i32.const -1))))
;; $byte
;;     x86-64: 1 instruction, 4 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.const 255
;;   i32.and
;;       movzx eax, dil                                     |   and w0, w2, #0xff
;;   end
;;
;; $half
;;     x86-64: 1 instruction, 3 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.const 65535
;;   i32.and
;;       movzx eax, di                                      |   and w0, w2, #0xffff
;;   end
;;
;; $bit
;;     x86-64: 2 instructions, 5 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.const 1
;;   i32.and
;;       mov eax, edi                                       |   and w0, w2, #1
;;       and eax, 0x1                                       |
;;   end
;;
;; $run
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.const 4080
;;   i32.and
;;       mov eax, edi                                       |   and w0, w2, #0xff0
;;       and eax, 0xff0                                     |
;;   end
;;
;; $all_but_sign
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.const 2147483647
;;   i32.and
;;       mov eax, edi                                       |   and w0, w2, #0x7fffffff
;;       and eax, 0x7fffffff                                |
;;   end
;;
;; $align_16
;;     x86-64: 2 instructions, 5 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.const -16
;;   i32.and
;;       mov eax, edi                                       |   and w0, w2, #0xfffffff0
;;       and eax, -0x10                                     |
;;   end
;;
;; $repeated
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.const -252645136
;;   i32.and
;;       mov eax, edi                                       |   and w0, w2, #0xf0f0f0f0
;;       and eax, -0xf0f0f10                                |
;;   end
;;
;; $no_run
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   i32.const 305419896
;;   i32.and
;;       mov eax, edi                                       |   movz w0, #0x5678
;;       and eax, 0x12345678                                |   movk w0, #0x1234, lsl #16
;;                                                          |   and w0, w2, w0
;;   end
;;
;; $zero
;;     x86-64: 2 instructions, 5 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.const 0
;;   i32.and
;;       mov eax, edi                                       |   movz w0, #0
;;       and eax, 0x0                                       |   and w0, w2, w0
;;   end
;;
;; $all
;;     x86-64: 2 instructions, 5 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.const -1
;;   i32.and
;;       mov eax, edi                                       |   movn w0, #0
;;       and eax, -0x1                                      |   and w0, w2, w0
;;   end
