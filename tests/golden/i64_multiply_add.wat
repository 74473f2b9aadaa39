;; i64: multiplications that are added to or subtracted from something.
(module
  (func $add_mul (param i64 i64 i64) (result i64)
    (i64.add (local.get 0) (i64.mul (local.get 1) (local.get 2))))
  (func $mul_add (param i64 i64 i64) (result i64)
    (i64.add (i64.mul (local.get 0) (local.get 1)) (local.get 2)))
  (func $sub_mul (param i64 i64 i64) (result i64)
    (i64.sub (local.get 0) (i64.mul (local.get 1) (local.get 2))))
  (func $mul_sub (param i64 i64 i64) (result i64)
    (i64.sub (i64.mul (local.get 0) (local.get 1)) (local.get 2)))
  (func $neg_mul (param i64 i64) (result i64)
    (i64.sub (i64.const 0) (i64.mul (local.get 0) (local.get 1))))
  (func $two_products (param i64 i64 i64 i64) (result i64)
    (i64.add (i64.mul (local.get 0) (local.get 1)) (i64.mul (local.get 2) (local.get 3))))
  (func $accumulate (param i64 i64 i64) (result i64)
    (local.set 0 (i64.add (local.get 0) (i64.mul (local.get 1) (local.get 2))))
    (local.get 0))
  (func $horner (param i64 i64) (result i64)
    (i64.add (i64.mul (local.get 0) (i64.const 31)) (local.get 1))))
;; $add_mul
;;     x86-64: 3 instructions, 11 bytes                     | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   local.get 2
;;   i64.mul
;;       mov rax, r8                                        |
;;       imul rax, r9                                       |
;;   i64.add
;;   end
;;       lea rax, [rdi+rax]                                 |   madd x0, x3, x4, x2
;;
;; $mul_add
;;     x86-64: 3 instructions, 11 bytes                     | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i64.mul
;;       mov rax, rdi                                       |
;;       imul rax, r8                                       |
;;   local.get 2
;;   i64.add
;;   end
;;       lea rax, [rax+r9]                                  |   madd x0, x2, x3, x4
;;
;; $sub_mul
;;     x86-64: 4 instructions, 13 bytes                     | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   local.get 2
;;   i64.mul
;;       mov rax, r8                                        |
;;       imul rax, r9                                       |
;;   i64.sub
;;       neg rax                                            |   msub x0, x3, x4, x2
;;       add rax, rdi                                       |
;;   end
;;
;; $mul_sub
;;     x86-64: 3 instructions, 10 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i64.mul
;;       mov rax, rdi                                       |   mul x0, x2, x3
;;       imul rax, r8                                       |
;;   local.get 2
;;   i64.sub
;;       sub rax, r9                                        |   sub x0, x0, x4
;;   end
;;
;; $neg_mul
;;     x86-64: 3 instructions, 10 bytes                     | AArch64: 1 instruction, 4 bytes
;;   i64.const 0
;;   local.get 0
;;   local.get 1
;;   i64.mul
;;       mov rax, rdi                                       |
;;       imul rax, r8                                       |
;;   i64.sub
;;       neg rax                                            |   mneg x0, x2, x3
;;   end
;;
;; $two_products
;;     x86-64: 5 instructions, 17 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i64.mul
;;       mov rax, rdi                                       |   mul x0, x2, x3
;;       imul rax, r8                                       |
;;   local.get 2
;;   local.get 3
;;   i64.mul
;;       mov rcx, r9                                        |
;;       imul rcx, rsi                                      |
;;   i64.add
;;       add rax, rcx                                       |   madd x0, x4, x5, x0
;;   end
;;
;; $accumulate
;;     x86-64: 4 instructions, 13 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   local.get 2
;;   i64.mul
;;       mov rax, r8                                        |
;;       imul rax, r9                                       |
;;   i64.add
;;       add rdi, rax                                       |   madd x2, x3, x4, x2
;;   local.set 0
;;   local.get 0
;;   end
;;       mov rax, rdi                                       |   mov x0, x2
;;
;; $horner
;;     x86-64: 2 instructions, 8 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i64.const 31
;;   i64.mul
;;       imul rax, rdi, 0x1f                                |   movz w0, #0x1f
;;   local.get 1
;;   i64.add
;;   end
;;       lea rax, [rax+r8]                                  |   madd x0, x2, x0, x3
