;; Returns, at once or through the common end where homes must be restored.
(module
  (func $early (param i32 i32) (result i32)
    (if (local.get 0) (then (return (local.get 1))))
    (i32.add (local.get 1) (i32.const 1)))
  (func $two_results (param i32 i64) (result i64 i32) (return (local.get 1) (local.get 0)))
  ;; Two of a kind travel in registers, the others in a buffer.
  (func $four_results (param i32 i64 f64) (result i32 i64 f64 i32)
    (return (local.get 0) (local.get 1) (local.get 2) (i32.const 7)))
  (func $swapped (param i32 i32) (result i32 i32)
    (local.get 1)
    (local.get 0))
  (func $callee (param i32) (result i32) (local.get 0))
  (func $preserved_homes (param $n i32) (param $m i32) (result i32) (local $sum i32)
    (loop $next
      (if (i32.eq (local.get $n) (local.get $m)) (then (return (local.get $sum))))
      (if (i32.eqz (local.get $m)) (then (return (i32.const 5))))
      (local.set $sum (i32.add (local.get $sum) (call $callee (local.get $n))))
      (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $m)))
;; $early
;;     x86-64: 6 instructions, 17 bytes                     | AArch64: 5 instructions, 20 bytes
;;   local.get 0
;;   if
;;       test edi, edi                                      |   cbz w2, L0
;;       jz L0                                              |
;;   local.get 1
;;   return
;;       mov eax, r8d                                       |   mov w0, w3
;;       pop rbp                                            |   ldp x29, x30, [sp], #0x20
;;       ret                                                |   ret
;;   end
;;     L0:                                                  | L0:
;;   local.get 1
;;   i32.const 1
;;   i32.add
;;   end
;;       lea eax, [r8+0x1]                                  |   add w0, w3, #1
;;
;; $two_results
;;     x86-64: 4 instructions, 7 bytes                      | AArch64: 4 instructions, 16 bytes
;;   local.get 1
;;   local.get 0
;;   return
;;       mov rax, r8                                        |   mov x0, x3
;;       mov edx, edi                                       |   mov w1, w2
;;       pop rbp                                            |   ldp x29, x30, [sp], #0x20
;;       ret                                                |   ret
;;   end
;;
;; $four_results
;;     x86-64: 8 instructions, 31 bytes                     | AArch64: 8 instructions, 32 bytes
;;   local.get 0
;;   local.get 1
;;   local.get 2
;;   i32.const 7
;;   return
;;       mov r11d, 0x7                                      |   movz w16, #0x7
;;       mov [r14+0xe8], r11d                               |   str w16, [x28, #0xe8]
;;       mov eax, edi                                       |   mov w0, w2
;;       vmovaps xmm0, xmm6                                 |   fmov d0, d2
;;       mov rdx, r8                                        |   mov x1, x3
;;       lea r11, [r14+0xe8]                                |   add x16, x28, #0xe8
;;       pop rbp                                            |   ldp x29, x30, [sp], #0x20
;;       ret                                                |   ret
;;   end
;;
;; $swapped
;;     x86-64: 2 instructions, 5 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 1
;;   local.get 0
;;   end
;;       mov eax, r8d                                       |   mov w0, w3
;;       mov edx, edi                                       |   mov w1, w2
;;
;; $callee
;;     x86-64: 1 instruction, 2 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   end
;;       mov eax, edi                                       |   mov w0, w2
;;
;; $preserved_homes
;;     x86-64: 25 instructions, 97 bytes                    | AArch64: 20 instructions, 80 bytes
;;       mov [rbp-0x8], rbx                                 |   stp x19, x20, [x29, #0x10]
;;       mov [rbp-0x10], r12                                |   str x21, [x29, #0x20]
;;       mov [rbp-0x18], r13                                |   mov w19, w2
;;       mov ebx, edi                                       |   mov w21, w3
;;       mov r13d, r8d                                      |   movz w20, #0
;;       xor r12d, r12d                                     |
;;   loop
;;       nop [rax+rax], ax                                  | L0:
;;       nop                                                |
;;     L0:                                                  |
;;   local.get 0
;;   local.get 1
;;   i32.eq
;;       cmp ebx, r13d                                      |   cmp w19, w21
;;   if
;;       jnz L1                                             |   b.ne L1
;;   local.get 2
;;   return
;;       mov eax, r12d                                      |   mov w0, w20
;;       jmp L3                                             |   b L3
;;   end
;;     L1:                                                  | L1:
;;   local.get 1
;;   i32.eqz
;;       test r13d, r13d                                    |
;;   if
;;       jnz L2                                             |   cbnz w21, L2
;;   i32.const 5
;;   return
;;       mov eax, 0x5                                       |   movz w0, #0x5
;;       jmp L3                                             |   b L3
;;   end
;;     L2:                                                  | L2:
;;   local.get 2
;;   local.get 0
;;   call $callee
;;       mov edi, ebx                                       |   mov w2, w19
;;       call $callee                                       |   bl $callee
;;   i32.add
;;       add r12d, eax                                      |   add w20, w20, w0
;;   local.set 2
;;   local.get 0
;;   i32.const 1
;;   i32.sub
;;       add ebx, -0x1                                      |   sub w19, w19, #1
;;   local.tee 0
;;   br_if 0
;;       jnz L0                                             |   cbnz w19, L0
;;   end
;;   local.get 1
;;   end
;;       mov eax, r13d                                      |   mov w0, w21
;;     L3:                                                  | L3:
;;       mov rbx, [rbp-0x8]                                 |   ldp x19, x20, [x29, #0x10]
;;       mov r12, [rbp-0x10]                                |   ldr x21, [x29, #0x20]
;;       mov r13, [rbp-0x18]                                |
