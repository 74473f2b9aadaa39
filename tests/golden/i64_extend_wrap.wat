;; Between i32 and i64: an i32 in a register is its own zero extension.
(module
  (func $extend_i32_s (param i32) (result i64) (i64.extend_i32_s (local.get 0)))
  (func $extend_i32_u (param i32) (result i64) (i64.extend_i32_u (local.get 0)))
  (func $wrap (param i64) (result i32) (i32.wrap_i64 (local.get 0)))
  (func $extend_sum (param i32 i32) (result i64)
    (i64.extend_i32_u (i32.add (local.get 0) (local.get 1))))
  (func $extend_product (param i32 i32) (result i64)
    (i64.extend_i32_u (i32.mul (local.get 0) (local.get 1))))
  (func $extend_s_sum (param i32 i32) (result i64)
    (i64.extend_i32_s (i32.add (local.get 0) (local.get 1))))
  (func $wrap_and_add (param i64 i32) (result i32)
    (i32.add (i32.wrap_i64 (local.get 0)) (local.get 1)))
  (func $wrap_shifted (param i64) (result i32)
    (i32.wrap_i64 (i64.shr_u (local.get 0) (i64.const 32))))
  (func $wrap_twice (param i64 i64) (result i32)
    (i32.wrap_i64 (i64.add (local.get 0) (local.get 1))))
  (func $combine (param i32 i32) (result i64)
    (i64.or
      (i64.shl (i64.extend_i32_u (local.get 0)) (i64.const 32))
      (i64.extend_i32_u (local.get 1)))))
;; $extend_i32_s
;;     x86-64: 1 instruction, 3 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.extend_i32_s
;;       movsxd rax, edi                                    |   sxtw x0, w2
;;   end
;;
;; $extend_i32_u
;;     x86-64: 1 instruction, 3 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.extend_i32_u
;;   end
;;       mov rax, rdi                                       |   mov x0, x2
;;
;; $wrap
;;     x86-64: 1 instruction, 2 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.wrap_i64
;;       mov eax, edi                                       |   mov w0, w2
;;   end
;;
;; $extend_sum
;;     x86-64: 1 instruction, 4 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i32.add
;;   i64.extend_i32_u
;;       lea eax, [rdi+r8]                                  |   add w0, w2, w3
;;   end
;;
;; $extend_product
;;     x86-64: 2 instructions, 6 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i32.mul
;;       mov eax, edi                                       |   mul w0, w2, w3
;;       imul eax, r8d                                      |
;;   i64.extend_i32_u
;;   end
;;
;; $extend_s_sum
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i32.add
;;   i64.extend_i32_s
;;       lea eax, [rdi+r8]                                  |   add w0, w2, w3
;;       movsxd rax, eax                                    |   sxtw x0, w0
;;   end
;;
;; $wrap_and_add
;;     x86-64: 2 instructions, 6 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.wrap_i64
;;       mov eax, edi                                       |
;;   local.get 1
;;   i32.add
;;   end
;;       lea eax, [rax+r8]                                  |   add w0, w2, w3
;;
;; $wrap_shifted
;;     x86-64: 3 instructions, 9 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i64.const 32
;;   i64.shr_u
;;       mov rax, rdi                                       |   lsr x0, x2, #0x20
;;       shr rax, 0x20                                      |
;;   i32.wrap_i64
;;       mov eax, eax                                       |   mov w0, w0
;;   end
;;
;; $wrap_twice
;;     x86-64: 2 instructions, 6 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i64.add
;;   i32.wrap_i64
;;       lea rax, [rdi+r8]                                  |   add x0, x2, x3
;;       mov eax, eax                                       |   mov w0, w0
;;   end
;;
;; $combine
;;     x86-64: 3 instructions, 10 bytes                     | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.extend_i32_u
;;   i64.const 32
;;   i64.shl
;;       mov rax, rdi                                       |
;;       shl rax, 0x20                                      |
;;   local.get 1
;;   i64.extend_i32_u
;;   i64.or
;;       or rax, r8                                         |   orr x0, x3, x2, lsl #32
;;   end
