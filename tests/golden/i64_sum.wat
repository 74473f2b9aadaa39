;; i64: additions wait on the stack and join into one instruction.
(module
  (func $two (param i64 i64) (result i64) (i64.add (local.get 0) (local.get 1)))
  (func $two_and_const (param i64 i64) (result i64)
    (i64.add (i64.add (local.get 0) (local.get 1)) (i64.const 4)))
  (func $three (param i64 i64 i64) (result i64)
    (i64.add (i64.add (local.get 0) (local.get 1)) (local.get 2)))
  (func $four (param i64 i64 i64 i64) (result i64)
    (i64.add (i64.add (local.get 0) (local.get 1)) (i64.add (local.get 2) (local.get 3))))
  (func $consts (param i64) (result i64)
    (i64.add (i64.add (i64.add (local.get 0) (i64.const 1)) (i64.const 2)) (i64.const 3)))
  (func $two_with_const (param i64 i64) (result i64)
    (i64.add (i64.add (local.get 0) (i64.const 1)) (i64.add (local.get 1) (i64.const 2))))
  (func $scaled (param i64 i64) (result i64)
    (i64.add (local.get 0) (i64.shl (local.get 1) (i64.const 2))))
  (func $scaled_first (param i64 i64) (result i64)
    (i64.add (i64.shl (local.get 0) (i64.const 3)) (local.get 1)))
  (func $scaled_and_const (param i64 i64) (result i64)
    (i64.add (i64.add (local.get 0) (i64.shl (local.get 1) (i64.const 3))) (i64.const 16)))
  (func $scaled_alone (param i64) (result i64) (i64.shl (local.get 0) (i64.const 2)))
  (func $scaled_const (param i64) (result i64)
    (i64.add (i64.shl (local.get 0) (i64.const 2)) (i64.const 16)))
  (func $scaled_far (param i64 i64) (result i64)
    (i64.add (local.get 0) (i64.shl (local.get 1) (i64.const 12))))
  (func $two_scaled (param i64 i64) (result i64)
    (i64.add (i64.shl (local.get 0) (i64.const 2)) (i64.shl (local.get 1) (i64.const 3))))
  (func $doubled (param i64) (result i64) (i64.add (local.get 0) (local.get 0)))
  (func $plus_minus (param i64 i64) (result i64)
    (i64.sub (i64.add (local.get 0) (i64.const 8)) (local.get 1)))
  (func $to_third_local (param i64 i64) (result i64) (local i64)
    (local.set 2 (i64.add (local.get 0) (local.get 1)))
    (local.get 2))
  (func $const_to_third_local (param i64) (result i64) (local i64)
    (local.set 1 (i64.add (local.get 0) (i64.const 12)))
    (local.get 1))
  (func $increment (param i64) (result i64) (local.tee 0 (i64.add (local.get 0) (i64.const 1)))))
;; $two
;;     x86-64: 1 instruction, 4 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i64.add
;;   end
;;       lea rax, [rdi+r8]                                  |   add x0, x2, x3
;;
;; $two_and_const
;;     x86-64: 1 instruction, 5 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i64.add
;;   i64.const 4
;;   i64.add
;;                                                          |   add x0, x2, x3
;;                                                          |   add x0, x0, #4
;;   end
;;       lea rax, [rdi+r8+0x4]                              |
;;
;; $three
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i64.add
;;   local.get 2
;;   i64.add
;;       lea rax, [rdi+r8]                                  |   add x0, x2, x3
;;       add rax, r9                                        |   add x0, x0, x4
;;   end
;;
;; $four
;;     x86-64: 3 instructions, 11 bytes                     | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   local.get 1
;;   i64.add
;;   local.get 2
;;   local.get 3
;;   i64.add
;;   i64.add
;;       lea rax, [rdi+r8]                                  |   add x0, x2, x3
;;       lea rcx, [r9+rsi]                                  |   add x1, x4, x5
;;       add rax, rcx                                       |   add x0, x0, x1
;;   end
;;
;; $consts
;;     x86-64: 1 instruction, 4 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.const 1
;;   i64.add
;;   i64.const 2
;;   i64.add
;;   i64.const 3
;;   i64.add
;;   end
;;       lea rax, [rdi+0x6]                                 |   add x0, x2, #6
;;
;; $two_with_const
;;     x86-64: 3 instructions, 11 bytes                     | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   i64.const 1
;;   i64.add
;;   local.get 1
;;   i64.const 2
;;   i64.add
;;   i64.add
;;       lea rax, [rdi+0x1]                                 |   add x0, x2, #1
;;       lea rcx, [r8+0x2]                                  |   add x1, x3, #2
;;       add rax, rcx                                       |   add x0, x0, x1
;;   end
;;
;; $scaled
;;     x86-64: 1 instruction, 4 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i64.const 2
;;   i64.shl
;;   i64.add
;;   end
;;       lea rax, [rdi+r8*4]                                |   add x0, x2, x3, lsl #2
;;
;; $scaled_first
;;     x86-64: 1 instruction, 4 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.const 3
;;   i64.shl
;;   local.get 1
;;   i64.add
;;   end
;;       lea rax, [r8+rdi*8]                                |   add x0, x3, x2, lsl #3
;;
;; $scaled_and_const
;;     x86-64: 1 instruction, 5 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i64.const 3
;;   i64.shl
;;   i64.add
;;   i64.const 16
;;   i64.add
;;                                                          |   add x0, x2, x3, lsl #3
;;                                                          |   add x0, x0, #0x10
;;   end
;;       lea rax, [rdi+r8*8+0x10]                           |
;;
;; $scaled_alone
;;     x86-64: 1 instruction, 8 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.const 2
;;   i64.shl
;;   end
;;       lea rax, [rdi*4]                                   |   lsl x0, x2, #2
;;
;; $scaled_const
;;     x86-64: 1 instruction, 8 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i64.const 2
;;   i64.shl
;;   i64.const 16
;;   i64.add
;;                                                          |   lsl x0, x2, #2
;;                                                          |   add x0, x0, #0x10
;;   end
;;       lea rax, [rdi*4+0x10]                              |
;;
;; $scaled_far
;;     x86-64: 3 instructions, 11 bytes                     | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i64.const 12
;;   i64.shl
;;       mov rax, r8                                        |
;;       shl rax, 0xc                                       |
;;   i64.add
;;   end
;;       lea rax, [rdi+rax]                                 |   add x0, x2, x3, lsl #12
;;
;; $two_scaled
;;     x86-64: 3 instructions, 19 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i64.const 2
;;   i64.shl
;;   local.get 1
;;   i64.const 3
;;   i64.shl
;;   i64.add
;;       lea rax, [rdi*4]                                   |   lsl x0, x2, #2
;;       lea rcx, [r8*8]                                    |   add x0, x0, x3, lsl #3
;;       add rax, rcx                                       |
;;   end
;;
;; $doubled
;;     x86-64: 1 instruction, 4 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 0
;;   i64.add
;;   end
;;       lea rax, [rdi+rdi]                                 |   add x0, x2, x2
;;
;; $plus_minus
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i64.const 8
;;   i64.add
;;   local.get 1
;;   i64.sub
;;       lea rax, [rdi+0x8]                                 |   add x0, x2, #8
;;       sub rax, r8                                        |   sub x0, x0, x3
;;   end
;;
;; $to_third_local
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i64.add
;;       lea r9, [rdi+r8]                                   |   add x4, x2, x3
;;   local.set 2
;;   local.get 2
;;   end
;;       mov rax, r9                                        |   mov x0, x4
;;
;; $const_to_third_local
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i64.const 12
;;   i64.add
;;       lea r8, [rdi+0xc]                                  |   add x3, x2, #0xc
;;   local.set 1
;;   local.get 1
;;   end
;;       mov rax, r8                                        |   mov x0, x3
;;
;; $increment
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i64.const 1
;;   i64.add
;;       add rdi, 0x1                                       |   add x2, x2, #1
;;   local.tee 0
;;   end
;;       mov rax, rdi                                       |   mov x0, x2
