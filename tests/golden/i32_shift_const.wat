;; i32: shifts and rotations by constants; only the low 5 bits of the count count.
(module
  (func $shl_1 (param i32) (result i32) (i32.shl (local.get 0) (i32.const 1)))
  (func $shl_3 (param i32) (result i32) (i32.shl (local.get 0) (i32.const 3)))
  (func $shl_4 (param i32) (result i32) (i32.shl (local.get 0) (i32.const 4)))
  (func $shl_31 (param i32) (result i32) (i32.shl (local.get 0) (i32.const 31)))
  (func $shl_32 (param i32) (result i32) (i32.shl (local.get 0) (i32.const 32)))
  (func $shr_s_1 (param i32) (result i32) (i32.shr_s (local.get 0) (i32.const 1)))
  (func $shr_s_31 (param i32) (result i32) (i32.shr_s (local.get 0) (i32.const 31)))
  (func $shr_u_1 (param i32) (result i32) (i32.shr_u (local.get 0) (i32.const 1)))
  (func $shr_u_31 (param i32) (result i32) (i32.shr_u (local.get 0) (i32.const 31)))
  (func $shr_u_0 (param i32) (result i32) (i32.shr_u (local.get 0) (i32.const 0)))
  (func $rotl_5 (param i32) (result i32) (i32.rotl (local.get 0) (i32.const 5)))
  (func $rotl_0 (param i32) (result i32) (i32.rotl (local.get 0) (i32.const 0)))
  (func $rotr_5 (param i32) (result i32) (i32.rotr (local.get 0) (i32.const 5)))
  (func $rotr_31 (param i32) (result i32) (i32.rotr (local.get 0) (i32.const 31)))
  (func $const_shl (param i32) (result i32) (i32.shl (i32.const 1) (local.get 0)))
  (func $const_shr_s (param i32) (result i32) (i32.shr_s (i32.const -2) (local.get 0)))
  (func $const_shr_u (param i32) (result i32) (i32.shr_u (i32.const -2) (local.get 0)))
  (func $const_rotl (param i32) (result i32) (i32.rotl (i32.const -2) (local.get 0)))
  (func $masked_count (param i32 i32) (result i32)
    (i32.shl (local.get 0) (i32.and (local.get 1) (i32.const 31)))))
;; $shl_1
;;     x86-64: 1 instruction, 3 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.const 1
;;   i32.shl
;;   end
;;       lea eax, [rdi+rdi]                                 |   lsl w0, w2, #1
;;
;; $shl_3
;;     x86-64: 1 instruction, 7 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.const 3
;;   i32.shl
;;   end
;;       lea eax, [rdi*8]                                   |   lsl w0, w2, #3
;;
;; $shl_4
;;     x86-64: 2 instructions, 5 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.const 4
;;   i32.shl
;;       mov eax, edi                                       |
;;       shl eax, 0x4                                       |
;;   end
;;                                                          |   lsl w0, w2, #4
;;
;; $shl_31
;;     x86-64: 2 instructions, 5 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.const 31
;;   i32.shl
;;       mov eax, edi                                       |
;;       shl eax, 0x1f                                      |
;;   end
;;                                                          |   lsl w0, w2, #0x1f
;;
;; $shl_32
;;     x86-64: 2 instructions, 5 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.const 32
;;   i32.shl
;;       mov eax, edi                                       |   mov w0, w2
;;       shl eax, 0x0                                       |
;;   end
;;
;; $shr_s_1
;;     x86-64: 2 instructions, 4 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.const 1
;;   i32.shr_s
;;       mov eax, edi                                       |   asr w0, w2, #1
;;       sar eax, 0x1                                       |
;;   end
;;
;; $shr_s_31
;;     x86-64: 2 instructions, 5 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.const 31
;;   i32.shr_s
;;       mov eax, edi                                       |   asr w0, w2, #0x1f
;;       sar eax, 0x1f                                      |
;;   end
;;
;; $shr_u_1
;;     x86-64: 2 instructions, 4 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.const 1
;;   i32.shr_u
;;       mov eax, edi                                       |   lsr w0, w2, #1
;;       shr eax, 0x1                                       |
;;   end
;;
;; $shr_u_31
;;     x86-64: 2 instructions, 5 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.const 31
;;   i32.shr_u
;;       mov eax, edi                                       |   lsr w0, w2, #0x1f
;;       shr eax, 0x1f                                      |
;;   end
;;
;; $shr_u_0
;;     x86-64: 2 instructions, 5 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.const 0
;;   i32.shr_u
;;       mov eax, edi                                       |   mov w0, w2
;;       shr eax, 0x0                                       |
;;   end
;;
;; $rotl_5
;;     x86-64: 1 instruction, 6 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.const 5
;;   i32.rotl
;;       rorx eax, edi, 0x1b                                |   ror w0, w2, #0x1b
;;   end
;;
;; $rotl_0
;;     x86-64: 1 instruction, 6 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.const 0
;;   i32.rotl
;;       rorx eax, edi, 0x0                                 |   mov w0, w2
;;   end
;;
;; $rotr_5
;;     x86-64: 1 instruction, 6 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.const 5
;;   i32.rotr
;;       rorx eax, edi, 0x5                                 |   ror w0, w2, #5
;;   end
;;
;; $rotr_31
;;     x86-64: 1 instruction, 6 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.const 31
;;   i32.rotr
;;       rorx eax, edi, 0x1f                                |   ror w0, w2, #0x1f
;;   end
;;
;; $const_shl
;;     x86-64: 2 instructions, 10 bytes                     | AArch64: 2 instructions, 8 bytes
;;   i32.const 1
;;   local.get 0
;;   i32.shl
;;       mov eax, 0x1                                       |   movz w0, #0x1
;;       shlx eax, eax, edi                                 |   lsl w0, w0, w2
;;   end
;;
;; $const_shr_s
;;     x86-64: 2 instructions, 10 bytes                     | AArch64: 2 instructions, 8 bytes
;;   i32.const -2
;;   local.get 0
;;   i32.shr_s
;;       mov eax, 0xfffffffe                                |   movn w0, #0x1
;;       sarx eax, eax, edi                                 |   asr w0, w0, w2
;;   end
;;
;; $const_shr_u
;;     x86-64: 2 instructions, 10 bytes                     | AArch64: 2 instructions, 8 bytes
;;   i32.const -2
;;   local.get 0
;;   i32.shr_u
;;       mov eax, 0xfffffffe                                |   movn w0, #0x1
;;       shrx eax, eax, edi                                 |   lsr w0, w0, w2
;;   end
;;
;; $const_rotl
;;     x86-64: 3 instructions, 9 bytes                      | AArch64: 3 instructions, 12 bytes
;;   i32.const -2
;;   local.get 0
;;   i32.rotl
;;       mov eax, 0xfffffffe                                |   movn w0, #0x1
;;       mov ecx, edi                                       |   neg w17, w2
;;       rol eax, cl                                        |   ror w0, w0, w17
;;   end
;;
;; $masked_count
;;     x86-64: 3 instructions, 11 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i32.const 31
;;   i32.and
;;       mov eax, r8d                                       |   and w0, w3, #0x1f
;;       and eax, 0x1f                                      |
;;   i32.shl
;;       shlx eax, edi, eax                                 |   lsl w0, w2, w0
;;   end
