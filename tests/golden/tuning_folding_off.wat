;; An instruction never absorbs the one before.
;; tuning: folding=off
(module
  (memory 1)
  (func $shifted (param i32 i32) (result i32)
    (i32.xor (local.get 0) (i32.shr_u (local.get 1) (i32.const 7))))
  (func $multiply_add (param i32 i32 i32) (result i32)
    (i32.add (local.get 0) (i32.mul (local.get 1) (local.get 2))))
  (func $branch_zero (param i32) (result i32)
    (block (br_if 0 (i32.eqz (local.get 0))) (return (i32.const 1)))
    (i32.const 2))
  (func $branch_difference (param i32 i32) (result i32)
    (block (br_if 0 (i32.sub (local.get 0) (local.get 1))) (return (i32.const 1)))
    (i32.const 2))
  (func $pairs (param i32 i32) (result i32) (call $pairs (local.get 1) (local.get 0))))
;; $shifted
;;     x86-64: 3 instructions, 8 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i32.const 7
;;   i32.shr_u
;;       mov eax, r8d                                       |   lsr w0, w3, #7
;;       shr eax, 0x7                                       |
;;   i32.xor
;;       xor eax, edi                                       |   eor w0, w2, w0
;;   end
;;
;; $multiply_add
;;     x86-64: 3 instructions, 10 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   local.get 2
;;   i32.mul
;;       mov eax, r8d                                       |   mul w0, w3, w4
;;       imul eax, r9d                                      |
;;   i32.add
;;   end
;;       lea eax, [rdi+rax]                                 |   add w0, w2, w0
;;
;; $branch_zero
;;     x86-64: 6 instructions, 20 bytes                     | AArch64: 6 instructions, 24 bytes
;;   block
;;   local.get 0
;;   i32.eqz
;;       test edi, edi                                      |   cmp w2, #0
;;   br_if 0
;;       jz L0                                              |   b.eq L0
;;   i32.const 1
;;   return
;;       mov eax, 0x1                                       |   movz w0, #0x1
;;       pop rbp                                            |   ldp x29, x30, [sp], #0x20
;;       ret                                                |   ret
;;   end
;;     L0:                                                  | L0:
;;   i32.const 2
;;   end
;;       mov eax, 0x2                                       |   movz w0, #0x2
;;
;; $branch_difference
;;     x86-64: 8 instructions, 25 bytes                     | AArch64: 7 instructions, 28 bytes
;;   block
;;   local.get 0
;;   local.get 1
;;   i32.sub
;;       mov eax, edi                                       |   sub w0, w2, w3
;;       sub eax, r8d                                       |
;;   br_if 0
;;       test eax, eax                                      |   cmp w0, #0
;;       jnz L0                                             |   b.ne L0
;;   i32.const 1
;;   return
;;       mov eax, 0x1                                       |   movz w0, #0x1
;;       pop rbp                                            |   ldp x29, x30, [sp], #0x20
;;       ret                                                |   ret
;;   end
;;     L0:                                                  | L0:
;;   i32.const 2
;;   end
;;       mov eax, 0x2                                       |   movz w0, #0x2
;;
;; $pairs
;;     x86-64: 5 instructions, 19 bytes                     | AArch64: 5 instructions, 20 bytes
;;       mov [rbp-0x8], edi                                 |   str x2, [x29, #0x10]
;;       mov [rbp-0x10], r8d                                |   str x3, [x29, #0x18]
;;   local.get 1
;;   local.get 0
;;   call $pairs
;;       mov edi, [rbp-0x10]                                |   ldr w2, [x29, #0x18]
;;       mov r8d, [rbp-0x8]                                 |   ldr w3, [x29, #0x10]
;;       call $pairs                                        |   bl $pairs
;;   end
