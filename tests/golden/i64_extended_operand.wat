;; i64: operands that are extended from i32.
(module
  (func $add_extend_i32_s (param i64 i32) (result i64)
    (i64.add (local.get 0) (i64.extend_i32_s (local.get 1))))
  (func $sub_extend_i32_s (param i64 i32) (result i64)
    (i64.sub (local.get 0) (i64.extend_i32_s (local.get 1))))
  (func $mul_extend_i32_s (param i64 i32) (result i64)
    (i64.mul (local.get 0) (i64.extend_i32_s (local.get 1))))
  (func $and_extend_i32_s (param i64 i32) (result i64)
    (i64.and (local.get 0) (i64.extend_i32_s (local.get 1))))
  (func $add_extend_i32_s_scaled (param i64 i32) (result i64)
    (i64.add (local.get 0) (i64.shl (i64.extend_i32_s (local.get 1)) (i64.const 3))))
  (func $mul_both_extend_i32_s (param i32 i32) (result i64)
    (i64.mul (i64.extend_i32_s (local.get 0)) (i64.extend_i32_s (local.get 1))))
  (func $mul_high_extend_i32_s (param i32 i32) (result i32)
    (i32.wrap_i64
      (i64.shr_u
        (i64.mul (i64.extend_i32_s (local.get 0)) (i64.extend_i32_s (local.get 1)))
        (i64.const 32))))
  (func $add_extend_i32_u (param i64 i32) (result i64)
    (i64.add (local.get 0) (i64.extend_i32_u (local.get 1))))
  (func $sub_extend_i32_u (param i64 i32) (result i64)
    (i64.sub (local.get 0) (i64.extend_i32_u (local.get 1))))
  (func $mul_extend_i32_u (param i64 i32) (result i64)
    (i64.mul (local.get 0) (i64.extend_i32_u (local.get 1))))
  (func $and_extend_i32_u (param i64 i32) (result i64)
    (i64.and (local.get 0) (i64.extend_i32_u (local.get 1))))
  (func $add_extend_i32_u_scaled (param i64 i32) (result i64)
    (i64.add (local.get 0) (i64.shl (i64.extend_i32_u (local.get 1)) (i64.const 3))))
  (func $mul_both_extend_i32_u (param i32 i32) (result i64)
    (i64.mul (i64.extend_i32_u (local.get 0)) (i64.extend_i32_u (local.get 1))))
  (func $mul_high_extend_i32_u (param i32 i32) (result i32)
    (i32.wrap_i64
      (i64.shr_u
        (i64.mul (i64.extend_i32_u (local.get 0)) (i64.extend_i32_u (local.get 1)))
        (i64.const 32)))))
;; $add_extend_i32_s
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i64.extend_i32_s
;;       movsxd rax, r8d                                    |
;;   i64.add
;;   end
;;       lea rax, [rdi+rax]                                 |   add x0, x2, w3, sxtw
;;
;; $sub_extend_i32_s
;;     x86-64: 3 instructions, 9 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i64.extend_i32_s
;;       movsxd rax, r8d                                    |
;;   i64.sub
;;       neg rax                                            |   sub x0, x2, w3, sxtw
;;       add rax, rdi                                       |
;;   end
;;
;; $mul_extend_i32_s
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i64.extend_i32_s
;;       movsxd rax, r8d                                    |   sxtw x0, w3
;;   i64.mul
;;       imul rax, rdi                                      |   mul x0, x2, x0
;;   end
;;
;; $and_extend_i32_s
;;     x86-64: 2 instructions, 6 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i64.extend_i32_s
;;       movsxd rax, r8d                                    |   sxtw x0, w3
;;   i64.and
;;       and rax, rdi                                       |   and x0, x2, x0
;;   end
;;
;; $add_extend_i32_s_scaled
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i64.extend_i32_s
;;       movsxd rax, r8d                                    |
;;   i64.const 3
;;   i64.shl
;;   i64.add
;;   end
;;       lea rax, [rdi+rax*8]                               |   add x0, x2, w3, sxtw #3
;;
;; $mul_both_extend_i32_s
;;     x86-64: 3 instructions, 10 bytes                     | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   i64.extend_i32_s
;;       movsxd rax, edi                                    |   sxtw x0, w2
;;   local.get 1
;;   i64.extend_i32_s
;;       movsxd rcx, r8d                                    |   sxtw x1, w3
;;   i64.mul
;;       imul rax, rcx                                      |   mul x0, x0, x1
;;   end
;;
;; $mul_high_extend_i32_s
;;     x86-64: 5 instructions, 16 bytes                     | AArch64: 5 instructions, 20 bytes
;;   local.get 0
;;   i64.extend_i32_s
;;       movsxd rax, edi                                    |   sxtw x0, w2
;;   local.get 1
;;   i64.extend_i32_s
;;       movsxd rcx, r8d                                    |   sxtw x1, w3
;;   i64.mul
;;       imul rax, rcx                                      |   mul x0, x0, x1
;;   i64.const 32
;;   i64.shr_u
;;       shr rax, 0x20                                      |   lsr x0, x0, #0x20
;;   i32.wrap_i64
;;       mov eax, eax                                       |   mov w0, w0
;;   end
;;
;; $add_extend_i32_u
;;     x86-64: 1 instruction, 4 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i64.extend_i32_u
;;   i64.add
;;   end
;;       lea rax, [rdi+r8]                                  |   add x0, x2, x3
;;
;; $sub_extend_i32_u
;;     x86-64: 2 instructions, 6 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i64.extend_i32_u
;;   i64.sub
;;       mov rax, rdi                                       |   sub x0, x2, x3
;;       sub rax, r8                                        |
;;   end
;;
;; $mul_extend_i32_u
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i64.extend_i32_u
;;   i64.mul
;;       mov rax, rdi                                       |   mul x0, x2, x3
;;       imul rax, r8                                       |
;;   end
;;
;; $and_extend_i32_u
;;     x86-64: 2 instructions, 6 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i64.extend_i32_u
;;   i64.and
;;       mov rax, rdi                                       |   and x0, x2, x3
;;       and rax, r8                                        |
;;   end
;;
;; $add_extend_i32_u_scaled
;;     x86-64: 1 instruction, 4 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i64.extend_i32_u
;;   i64.const 3
;;   i64.shl
;;   i64.add
;;   end
;;       lea rax, [rdi+r8*8]                                |   add x0, x2, x3, lsl #3
;;
;; $mul_both_extend_i32_u
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.extend_i32_u
;;   local.get 1
;;   i64.extend_i32_u
;;   i64.mul
;;       mov rax, rdi                                       |   mul x0, x2, x3
;;       imul rax, r8                                       |
;;   end
;;
;; $mul_high_extend_i32_u
;;     x86-64: 4 instructions, 13 bytes                     | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   i64.extend_i32_u
;;   local.get 1
;;   i64.extend_i32_u
;;   i64.mul
;;       mov rax, rdi                                       |   mul x0, x2, x3
;;       imul rax, r8                                       |
;;   i64.const 32
;;   i64.shr_u
;;       shr rax, 0x20                                      |   lsr x0, x0, #0x20
;;   i32.wrap_i64
;;       mov eax, eax                                       |   mov w0, w0
;;   end
