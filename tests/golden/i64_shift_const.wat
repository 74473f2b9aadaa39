;; i64: shifts and rotations by constants; only the low 6 bits of the count count.
(module
  (func $shl_1 (param i64) (result i64) (i64.shl (local.get 0) (i64.const 1)))
  (func $shl_3 (param i64) (result i64) (i64.shl (local.get 0) (i64.const 3)))
  (func $shl_4 (param i64) (result i64) (i64.shl (local.get 0) (i64.const 4)))
  (func $shl_63 (param i64) (result i64) (i64.shl (local.get 0) (i64.const 63)))
  (func $shl_64 (param i64) (result i64) (i64.shl (local.get 0) (i64.const 64)))
  (func $shr_s_1 (param i64) (result i64) (i64.shr_s (local.get 0) (i64.const 1)))
  (func $shr_s_63 (param i64) (result i64) (i64.shr_s (local.get 0) (i64.const 63)))
  (func $shr_u_1 (param i64) (result i64) (i64.shr_u (local.get 0) (i64.const 1)))
  (func $shr_u_63 (param i64) (result i64) (i64.shr_u (local.get 0) (i64.const 63)))
  (func $shr_u_0 (param i64) (result i64) (i64.shr_u (local.get 0) (i64.const 0)))
  (func $rotl_5 (param i64) (result i64) (i64.rotl (local.get 0) (i64.const 5)))
  (func $rotl_0 (param i64) (result i64) (i64.rotl (local.get 0) (i64.const 0)))
  (func $rotr_5 (param i64) (result i64) (i64.rotr (local.get 0) (i64.const 5)))
  (func $rotr_63 (param i64) (result i64) (i64.rotr (local.get 0) (i64.const 63)))
  (func $const_shl (param i64) (result i64) (i64.shl (i64.const 1) (local.get 0)))
  (func $const_shr_s (param i64) (result i64) (i64.shr_s (i64.const -2) (local.get 0)))
  (func $const_shr_u (param i64) (result i64) (i64.shr_u (i64.const -2) (local.get 0)))
  (func $const_rotl (param i64) (result i64) (i64.rotl (i64.const -2) (local.get 0)))
  (func $masked_count (param i64 i64) (result i64)
    (i64.shl (local.get 0) (i64.and (local.get 1) (i64.const 63)))))
;; $shl_1
;;     x86-64: 1 instruction, 4 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.const 1
;;   i64.shl
;;   end
;;       lea rax, [rdi+rdi]                                 |   lsl x0, x2, #1
;;
;; $shl_3
;;     x86-64: 1 instruction, 8 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.const 3
;;   i64.shl
;;   end
;;       lea rax, [rdi*8]                                   |   lsl x0, x2, #3
;;
;; $shl_4
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.const 4
;;   i64.shl
;;       mov rax, rdi                                       |
;;       shl rax, 0x4                                       |
;;   end
;;                                                          |   lsl x0, x2, #4
;;
;; $shl_63
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.const 63
;;   i64.shl
;;       mov rax, rdi                                       |   lsl x0, x2, #0x3f
;;       shl rax, 0x3f                                      |
;;   end
;;
;; $shl_64
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.const 64
;;   i64.shl
;;       mov rax, rdi                                       |   mov x0, x2
;;       shl rax, 0x0                                       |
;;   end
;;
;; $shr_s_1
;;     x86-64: 2 instructions, 6 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.const 1
;;   i64.shr_s
;;       mov rax, rdi                                       |   asr x0, x2, #1
;;       sar rax, 0x1                                       |
;;   end
;;
;; $shr_s_63
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.const 63
;;   i64.shr_s
;;       mov rax, rdi                                       |   asr x0, x2, #0x3f
;;       sar rax, 0x3f                                      |
;;   end
;;
;; $shr_u_1
;;     x86-64: 2 instructions, 6 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.const 1
;;   i64.shr_u
;;       mov rax, rdi                                       |   lsr x0, x2, #1
;;       shr rax, 0x1                                       |
;;   end
;;
;; $shr_u_63
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.const 63
;;   i64.shr_u
;;       mov rax, rdi                                       |   lsr x0, x2, #0x3f
;;       shr rax, 0x3f                                      |
;;   end
;;
;; $shr_u_0
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.const 0
;;   i64.shr_u
;;       mov rax, rdi                                       |   mov x0, x2
;;       shr rax, 0x0                                       |
;;   end
;;
;; $rotl_5
;;     x86-64: 1 instruction, 6 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.const 5
;;   i64.rotl
;;       rorx rax, rdi, 0x3b                                |   ror x0, x2, #0x3b
;;   end
;;
;; $rotl_0
;;     x86-64: 1 instruction, 6 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.const 0
;;   i64.rotl
;;       rorx rax, rdi, 0x0                                 |   mov x0, x2
;;   end
;;
;; $rotr_5
;;     x86-64: 1 instruction, 6 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.const 5
;;   i64.rotr
;;       rorx rax, rdi, 0x5                                 |   ror x0, x2, #5
;;   end
;;
;; $rotr_63
;;     x86-64: 1 instruction, 6 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.const 63
;;   i64.rotr
;;       rorx rax, rdi, 0x3f                                |   ror x0, x2, #0x3f
;;   end
;;
;; $const_shl
;;     x86-64: 2 instructions, 10 bytes                     | AArch64: 2 instructions, 8 bytes
;;   i64.const 1
;;   local.get 0
;;   i64.shl
;;       mov eax, 0x1                                       |   movz w0, #0x1
;;       shlx rax, rax, rdi                                 |   lsl x0, x0, x2
;;   end
;;
;; $const_shr_s
;;     x86-64: 2 instructions, 12 bytes                     | AArch64: 2 instructions, 8 bytes
;;   i64.const -2
;;   local.get 0
;;   i64.shr_s
;;       mov rax, 0xfffffffffffffffe                        |   movn x0, #0x1
;;       sarx rax, rax, rdi                                 |   asr x0, x0, x2
;;   end
;;
;; $const_shr_u
;;     x86-64: 2 instructions, 12 bytes                     | AArch64: 2 instructions, 8 bytes
;;   i64.const -2
;;   local.get 0
;;   i64.shr_u
;;       mov rax, 0xfffffffffffffffe                        |   movn x0, #0x1
;;       shrx rax, rax, rdi                                 |   lsr x0, x0, x2
;;   end
;;
;; $const_rotl
;;     x86-64: 3 instructions, 13 bytes                     | AArch64: 3 instructions, 12 bytes
;;   i64.const -2
;;   local.get 0
;;   i64.rotl
;;       mov rax, 0xfffffffffffffffe                        |   movn x0, #0x1
;;       mov rcx, rdi                                       |   neg x17, x2
;;       rol rax, cl                                        |   ror x0, x0, x17
;;   end
;;
;; $masked_count
;;     x86-64: 3 instructions, 11 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i64.const 63
;;   i64.and
;;       mov rax, r8                                        |   and x0, x3, #0x3f
;;       and eax, 0x3f                                      |
;;   i64.shl
;;       shlx rax, rdi, rax                                 |   lsl x0, x2, x0
;;   end
