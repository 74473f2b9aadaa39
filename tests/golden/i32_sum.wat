;; i32: additions wait on the stack and join into one instruction.
(module
  (func $two (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
  (func $two_and_const (param i32 i32) (result i32)
    (i32.add (i32.add (local.get 0) (local.get 1)) (i32.const 4)))
  (func $three (param i32 i32 i32) (result i32)
    (i32.add (i32.add (local.get 0) (local.get 1)) (local.get 2)))
  (func $four (param i32 i32 i32 i32) (result i32)
    (i32.add (i32.add (local.get 0) (local.get 1)) (i32.add (local.get 2) (local.get 3))))
  (func $consts (param i32) (result i32)
    (i32.add (i32.add (i32.add (local.get 0) (i32.const 1)) (i32.const 2)) (i32.const 3)))
  (func $two_with_const (param i32 i32) (result i32)
    (i32.add (i32.add (local.get 0) (i32.const 1)) (i32.add (local.get 1) (i32.const 2))))
  (func $scaled (param i32 i32) (result i32)
    (i32.add (local.get 0) (i32.shl (local.get 1) (i32.const 2))))
  (func $scaled_first (param i32 i32) (result i32)
    (i32.add (i32.shl (local.get 0) (i32.const 3)) (local.get 1)))
  (func $scaled_and_const (param i32 i32) (result i32)
    (i32.add (i32.add (local.get 0) (i32.shl (local.get 1) (i32.const 3))) (i32.const 16)))
  (func $scaled_alone (param i32) (result i32) (i32.shl (local.get 0) (i32.const 2)))
  (func $scaled_const (param i32) (result i32)
    (i32.add (i32.shl (local.get 0) (i32.const 2)) (i32.const 16)))
  (func $scaled_far (param i32 i32) (result i32)
    (i32.add (local.get 0) (i32.shl (local.get 1) (i32.const 12))))
  (func $two_scaled (param i32 i32) (result i32)
    (i32.add (i32.shl (local.get 0) (i32.const 2)) (i32.shl (local.get 1) (i32.const 3))))
  (func $doubled (param i32) (result i32) (i32.add (local.get 0) (local.get 0)))
  (func $plus_minus (param i32 i32) (result i32)
    (i32.sub (i32.add (local.get 0) (i32.const 8)) (local.get 1)))
  (func $to_third_local (param i32 i32) (result i32) (local i32)
    (local.set 2 (i32.add (local.get 0) (local.get 1)))
    (local.get 2))
  (func $const_to_third_local (param i32) (result i32) (local i32)
    (local.set 1 (i32.add (local.get 0) (i32.const 12)))
    (local.get 1))
  (func $increment (param i32) (result i32) (local.tee 0 (i32.add (local.get 0) (i32.const 1)))))
;; $two
;;     x86-64: 1 instruction, 4 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i32.add
;;   end
;;       lea eax, [rdi+r8]                                  |   add w0, w2, w3
;;
;; $two_and_const
;;     x86-64: 1 instruction, 5 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i32.add
;;   i32.const 4
;;   i32.add
;;                                                          |   add w0, w2, w3
;;                                                          |   add w0, w0, #4
;;   end
;;       lea eax, [rdi+r8+0x4]                              |
;;
;; $three
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i32.add
;;   local.get 2
;;   i32.add
;;       lea eax, [rdi+r8]                                  |   add w0, w2, w3
;;       add eax, r9d                                       |   add w0, w0, w4
;;   end
;;
;; $four
;;     x86-64: 3 instructions, 10 bytes                     | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   local.get 1
;;   i32.add
;;   local.get 2
;;   local.get 3
;;   i32.add
;;   i32.add
;;       lea eax, [rdi+r8]                                  |   add w0, w2, w3
;;       lea ecx, [r9+rsi]                                  |   add w1, w4, w5
;;       add eax, ecx                                       |   add w0, w0, w1
;;   end
;;
;; $consts
;;     x86-64: 1 instruction, 3 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.const 1
;;   i32.add
;;   i32.const 2
;;   i32.add
;;   i32.const 3
;;   i32.add
;;   end
;;       lea eax, [rdi+0x6]                                 |   add w0, w2, #6
;;
;; $two_with_const
;;     x86-64: 3 instructions, 9 bytes                      | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   i32.const 1
;;   i32.add
;;   local.get 1
;;   i32.const 2
;;   i32.add
;;   i32.add
;;       lea eax, [rdi+0x1]                                 |   add w0, w2, #1
;;       lea ecx, [r8+0x2]                                  |   add w1, w3, #2
;;       add eax, ecx                                       |   add w0, w0, w1
;;   end
;;
;; $scaled
;;     x86-64: 1 instruction, 4 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i32.const 2
;;   i32.shl
;;   i32.add
;;   end
;;       lea eax, [rdi+r8*4]                                |   add w0, w2, w3, lsl #2
;;
;; $scaled_first
;;     x86-64: 1 instruction, 4 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.const 3
;;   i32.shl
;;   local.get 1
;;   i32.add
;;   end
;;       lea eax, [r8+rdi*8]                                |   add w0, w3, w2, lsl #3
;;
;; $scaled_and_const
;;     x86-64: 1 instruction, 5 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i32.const 3
;;   i32.shl
;;   i32.add
;;   i32.const 16
;;   i32.add
;;                                                          |   add w0, w2, w3, lsl #3
;;                                                          |   add w0, w0, #0x10
;;   end
;;       lea eax, [rdi+r8*8+0x10]                           |
;;
;; $scaled_alone
;;     x86-64: 1 instruction, 7 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.const 2
;;   i32.shl
;;   end
;;       lea eax, [rdi*4]                                   |   lsl w0, w2, #2
;;
;; $scaled_const
;;     x86-64: 1 instruction, 7 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.const 2
;;   i32.shl
;;   i32.const 16
;;   i32.add
;;                                                          |   lsl w0, w2, #2
;;                                                          |   add w0, w0, #0x10
;;   end
;;       lea eax, [rdi*4+0x10]                              |
;;
;; $scaled_far
;;     x86-64: 3 instructions, 9 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i32.const 12
;;   i32.shl
;;       mov eax, r8d                                       |
;;       shl eax, 0xc                                       |
;;   i32.add
;;   end
;;       lea eax, [rdi+rax]                                 |   add w0, w2, w3, lsl #12
;;
;; $two_scaled
;;     x86-64: 3 instructions, 17 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.const 2
;;   i32.shl
;;   local.get 1
;;   i32.const 3
;;   i32.shl
;;   i32.add
;;       lea eax, [rdi*4]                                   |   lsl w0, w2, #2
;;       lea ecx, [r8*8]                                    |   add w0, w0, w3, lsl #3
;;       add eax, ecx                                       |
;;   end
;;
;; $doubled
;;     x86-64: 1 instruction, 3 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 0
;;   i32.add
;;   end
;;       lea eax, [rdi+rdi]                                 |   add w0, w2, w2
;;
;; $plus_minus
;;     x86-64: 2 instructions, 6 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.const 8
;;   i32.add
;;   local.get 1
;;   i32.sub
;;       lea eax, [rdi+0x8]                                 |   add w0, w2, #8
;;       sub eax, r8d                                       |   sub w0, w0, w3
;;   end
;;
;; $to_third_local
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i32.add
;;       lea r9d, [rdi+r8]                                  |   add w4, w2, w3
;;   local.set 2
;;   local.get 2
;;   end
;;       mov eax, r9d                                       |   mov w0, w4
;;
;; $const_to_third_local
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.const 12
;;   i32.add
;;       lea r8d, [rdi+0xc]                                 |   add w3, w2, #0xc
;;   local.set 1
;;   local.get 1
;;   end
;;       mov eax, r8d                                       |   mov w0, w3
;;
;; $increment
;;     x86-64: 2 instructions, 5 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.const 1
;;   i32.add
;;       add edi, 0x1                                       |   add w2, w2, #1
;;   local.tee 0
;;   end
;;       mov eax, edi                                       |   mov w0, w2
