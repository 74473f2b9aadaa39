;; Blocks: values that leave them.
(module
  (func $empty (block))
  (func $value (param i32) (result i32) (block (result i32) (local.get 0)))
  (func $br_value (param i32) (result i32) (block (result i32) (br 0 (local.get 0))))
  (func $br_if_value (param i32 i32) (result i32)
    (block (result i32) (drop (br_if 0 (i32.const 7) (local.get 0))) (local.get 1)))
  (func $br_if_local (param i32 i32) (result i32)
    (block (result i32) (drop (br_if 0 (local.get 1) (local.get 0))) (i32.const 7)))
  ;; br_if to the function's end returns.
  (func $br_if_to_function (param i32 i32) (result i32) (br_if 0 (local.get 1) (local.get 0)))
  (func $br_if_f64 (param f64 i32) (result f64)
    (block (result f64) (drop (br_if 0 (local.get 0) (local.get 1))) (f64.const 1)))
  ;; Two blocks left at once.
  (func $outer (param i32) (result i32)
    (block (result i32) (block (result i32) (br 1 (br_if 0 (i32.const 1) (local.get 0))))))
  ;; A value below the block waits in the frame.
  (func $value_below (param i32 i32) (result i32)
    (local.get 0)
    (block (br_if 0 (local.get 1)) (local.set 0 (i32.const 5)))
    (i32.add (local.get 1))))
;; $empty
;;     x86-64: 0 instructions, 0 bytes                      | AArch64: 0 instructions, 0 bytes
;;   block
;;   end
;;   end
;;
;; $value
;;     x86-64: 1 instruction, 2 bytes                       | AArch64: 1 instruction, 4 bytes
;;   block (result i32)
;;   local.get 0
;;   end
;;   end
;;       mov eax, edi                                       |   mov w0, w2
;;
;; $br_value
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 2 instructions, 8 bytes
;;   block (result i32)
;;   local.get 0
;;   br 0
;;       mov eax, edi                                       |   mov w0, w2
;;       jmp L0                                             |   b L0
;;   end
;;     L0:                                                  | L0:
;;   end
;;
;; $br_if_value
;;     x86-64: 4 instructions, 16 bytes                     | AArch64: 4 instructions, 16 bytes
;;   block (result i32)
;;   i32.const 7
;;   local.get 0
;;   br_if 0
;;       test edi, edi                                      |   cmp w2, #0
;;       mov eax, 0x7                                       |   movz w0, #0x7
;;       jnz L0                                             |   b.ne L0
;;   drop
;;   local.get 1
;;   end
;;       mov eax, r8d                                       |   mov w0, w3
;;   end
;;     L0:                                                  | L0:
;;
;; $br_if_local
;;     x86-64: 4 instructions, 16 bytes                     | AArch64: 4 instructions, 16 bytes
;;   block (result i32)
;;   local.get 1
;;   local.get 0
;;   br_if 0
;;       test edi, edi                                      |   cmp w2, #0
;;       mov eax, r8d                                       |   mov w0, w3
;;       jnz L0                                             |   b.ne L0
;;   drop
;;   i32.const 7
;;   end
;;       mov eax, 0x7                                       |   movz w0, #0x7
;;   end
;;     L0:                                                  | L0:
;;
;; $br_if_to_function
;;     x86-64: 4 instructions, 14 bytes                     | AArch64: 4 instructions, 16 bytes
;;   local.get 1
;;   local.get 0
;;   br_if 0
;;       test edi, edi                                      |   cmp w2, #0
;;       mov eax, r8d                                       |   mov w0, w3
;;       jnz L0                                             |   b.ne L0
;;   end
;;       mov eax, r8d                                       |   mov w0, w3
;;     L0:                                                  | L0:
;;
;; $br_if_f64
;;     x86-64: 5 instructions, 27 bytes                     | AArch64: 4 instructions, 16 bytes
;;   block (result f64)
;;   local.get 0
;;   local.get 1
;;   br_if 0
;;       test edi, edi                                      |   cmp w2, #0
;;       vmovaps xmm0, xmm6                                 |   fmov d0, d2
;;       jnz L0                                             |   b.ne L0
;;   drop
;;   f64.const 1
;;   end
;;       mov r11, 0x3ff0000000000000                        |   fmov d0, #1.00000000
;;       vmovq xmm0, r11                                    |
;;   end
;;     L0:                                                  | L0:
;;
;; $outer
;;     x86-64: 5 instructions, 23 bytes                     | AArch64: 5 instructions, 20 bytes
;;   block (result i32)
;;   block (result i32)
;;   i32.const 1
;;   local.get 0
;;   br_if 0
;;       test edi, edi                                      |   cmp w2, #0
;;       mov eax, 0x1                                       |   movz w0, #0x1
;;       jnz L0                                             |   b.ne L0
;;   br 1
;;       mov eax, 0x1                                       |   movz w0, #0x1
;;       jmp L0                                             |   b L0
;;   end
;;     L0:                                                  | L0:
;;   end
;;   end
;;
;; $value_below
;;     x86-64: 6 instructions, 24 bytes                     | AArch64: 5 instructions, 20 bytes
;;   local.get 0
;;   block
;;       mov [rbp-0x8], edi                                 |   str x2, [x29, #0x10]
;;   local.get 1
;;   br_if 0
;;       test r8d, r8d                                      |   cbnz w3, L0
;;       jnz L0                                             |
;;   i32.const 5
;;   local.set 0
;;       mov edi, 0x5                                       |   movz w2, #0x5
;;   end
;;     L0:                                                  | L0:
;;   local.get 1
;;   i32.add
;;       mov eax, [rbp-0x8]                                 |   ldr w0, [x29, #0x10]
;;   end
;;       lea eax, [rax+r8]                                  |   add w0, w0, w3
