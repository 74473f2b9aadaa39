;; The same with locals in the frame: registers that cache them are needed again, too.
;; tuning: homes=off
(module
  (func $product_used_twice (param i32 i32) (result i32) (local i32)
    (i32.add (local.tee 2 (i32.mul (local.get 0) (local.get 1))) (local.get 2)))
  (func $shift_used_twice (param i32 i32) (result i32) (local i32)
    (i32.add (local.get 0) (local.tee 2 (i32.shl (local.get 1) (i32.const 3))))
    (i32.xor (local.get 2)))
  (func $extension_used_twice (param i64 i32) (result i64) (local i64)
    (i64.add (local.get 0) (local.tee 2 (i64.extend_i32_s (local.get 1))))
    (i64.xor (local.get 2)))
  (func $and_used_twice (param i32 i32) (result i32) (local i32)
    (if (local.tee 2 (i32.and (local.get 0) (local.get 1))) (then (return (local.get 2))))
    (local.get 0))
  (func $difference_used_twice (param i32 i32) (result i32) (local i32)
    (if (local.tee 2 (i32.sub (local.get 0) (local.get 1))) (then (return (local.get 2))))
    (local.get 0))
  (func $wrap_used_twice (param i64 i32) (result i32) (local i32)
    (i32.add (local.tee 2 (i32.wrap_i64 (local.get 0))) (i32.mul (local.get 1) (local.get 2)))))
;; $product_used_twice
;;     x86-64: 8 instructions, 23 bytes                     | AArch64: 7 instructions, 28 bytes
;;       mov [rbp-0x8], edi                                 |   stp x2, x3, [x29, #0x10]
;;       mov [rbp-0x10], r8d                                |
;;   local.get 0
;;   local.get 1
;;   i32.mul
;;       mov eax, [rbp-0x8]                                 |   ldr w0, [x29, #0x10]
;;       mov ecx, [rbp-0x10]                                |   ldr w1, [x29, #0x18]
;;       imul eax, ecx                                      |   mul w0, w0, w1
;;   local.tee 2
;;       mov [rbp-0x18], eax                                |   str x0, [x29, #0x20]
;;   local.get 2
;;   i32.add
;;       mov edx, eax                                       |   mov w2, w0
;;       add eax, edx                                       |   add w0, w0, w2
;;   end
;;
;; $shift_used_twice
;;     x86-64: 9 instructions, 29 bytes                     | AArch64: 8 instructions, 32 bytes
;;       mov [rbp-0x8], edi                                 |   stp x2, x3, [x29, #0x10]
;;       mov [rbp-0x10], r8d                                |
;;   local.get 0
;;   local.get 1
;;   i32.const 3
;;   i32.shl
;;       mov eax, [rbp-0x10]                                |   ldr w0, [x29, #0x18]
;;   local.tee 2
;;       lea eax, [rax*8]                                   |   lsl w0, w0, #3
;;       mov [rbp-0x18], eax                                |   str x0, [x29, #0x20]
;;   i32.add
;;       mov ecx, [rbp-0x8]                                 |   ldr w1, [x29, #0x10]
;;       add ecx, eax                                       |   add w1, w1, w0
;;   local.get 2
;;   i32.xor
;;       xor ecx, eax                                       |   eor w1, w1, w0
;;   end
;;       mov eax, ecx                                       |   mov w0, w1
;;
;; $extension_used_twice
;;     x86-64: 9 instructions, 31 bytes                     | AArch64: 8 instructions, 32 bytes
;;       mov [rbp-0x8], rdi                                 |   stp x2, x3, [x29, #0x10]
;;       mov [rbp-0x10], r8d                                |
;;   local.get 0
;;   local.get 1
;;   i64.extend_i32_s
;;       mov eax, [rbp-0x10]                                |   ldr w0, [x29, #0x18]
;;       movsxd rax, eax                                    |   sxtw x0, w0
;;   local.tee 2
;;       mov [rbp-0x18], rax                                |   str x0, [x29, #0x20]
;;   i64.add
;;       mov rcx, [rbp-0x8]                                 |   ldr x1, [x29, #0x10]
;;       add rcx, rax                                       |   add x1, x1, x0
;;   local.get 2
;;   i64.xor
;;       xor rcx, rax                                       |   eor x1, x1, x0
;;   end
;;       mov rax, rcx                                       |   mov x0, x1
;;
;; $and_used_twice
;;     x86-64: 11 instructions, 31 bytes                    | AArch64: 9 instructions, 36 bytes
;;       mov [rbp-0x8], edi                                 |   stp x2, x3, [x29, #0x10]
;;       mov [rbp-0x10], r8d                                |
;;   local.get 0
;;   local.get 1
;;   i32.and
;;       mov eax, [rbp-0x8]                                 |   ldr w0, [x29, #0x10]
;;       mov ecx, [rbp-0x10]                                |   ldr w1, [x29, #0x18]
;;       and eax, ecx                                       |   and w0, w0, w1
;;   local.tee 2
;;       mov [rbp-0x18], eax                                |   str x0, [x29, #0x20]
;;   if
;;       test eax, eax                                      |   cbz w0, L0
;;       jz L0                                              |
;;   local.get 2
;;   return
;;       leave                                              |   ldp x29, x30, [sp], #0x40
;;       ret                                                |   ret
;;   end
;;     L0:                                                  | L0:
;;   local.get 0
;;   end
;;       mov eax, [rbp-0x8]                                 |   ldr w0, [x29, #0x10]
;;
;; $difference_used_twice
;;     x86-64: 11 instructions, 31 bytes                    | AArch64: 9 instructions, 36 bytes
;;       mov [rbp-0x8], edi                                 |   stp x2, x3, [x29, #0x10]
;;       mov [rbp-0x10], r8d                                |
;;   local.get 0
;;   local.get 1
;;   i32.sub
;;       mov eax, [rbp-0x8]                                 |   ldr w0, [x29, #0x10]
;;       mov ecx, [rbp-0x10]                                |   ldr w1, [x29, #0x18]
;;       sub eax, ecx                                       |   sub w0, w0, w1
;;   local.tee 2
;;       mov [rbp-0x18], eax                                |   str x0, [x29, #0x20]
;;   if
;;       test eax, eax                                      |   cbz w0, L0
;;       jz L0                                              |
;;   local.get 2
;;   return
;;       leave                                              |   ldp x29, x30, [sp], #0x40
;;       ret                                                |   ret
;;   end
;;     L0:                                                  | L0:
;;   local.get 0
;;   end
;;       mov eax, [rbp-0x8]                                 |   ldr w0, [x29, #0x10]
;;
;; $wrap_used_twice
;;     x86-64: 9 instructions, 27 bytes                     | AArch64: 7 instructions, 28 bytes
;;       mov [rbp-0x8], rdi                                 |   stp x2, x3, [x29, #0x10]
;;       mov [rbp-0x10], r8d                                |
;;   local.get 0
;;   i32.wrap_i64
;;       mov rax, [rbp-0x8]                                 |   ldr x0, [x29, #0x10]
;;       mov eax, eax                                       |   mov w0, w0
;;   local.tee 2
;;       mov [rbp-0x18], eax                                |   str x0, [x29, #0x20]
;;   local.get 1
;;   local.get 2
;;   i32.mul
;;       mov ecx, [rbp-0x10]                                |   ldr w1, [x29, #0x18]
;;       mov edx, eax                                       |   mov w2, w0
;;       imul ecx, edx                                      |
;;   i32.add
;;       add eax, ecx                                       |   madd w0, w1, w2, w0
;;   end
