;; if with and without else.
(module
  (func $without_else (param i32 i32) (result i32)
    (if (local.get 0) (then (local.set 1 (i32.const 9))))
    (local.get 1))
  (func $value (param i32 i32 i32) (result i32)
    (if (result i32) (local.get 0) (then (local.get 1)) (else (local.get 2))))
  (func $sums (param i32 i32 i32) (result i32)
    (if (result i32) (local.get 0)
      (then (i32.add (local.get 1) (i32.const 1)))
      (else (i32.mul (local.get 2) (local.get 2)))))
  (func $f64_value (param i32 f64 f64) (result f64)
    (if (result f64) (local.get 0) (then (local.get 1)) (else (local.get 2))))
  (func $returns (param i32) (result i32)
    (if (local.get 0) (then (return (i32.const 1))) (else (return (i32.const 2))))
    (unreachable))
  (func $two_values (param i32 i32 i32) (result i32)
    (if (result i32 i32) (local.get 0)
      (then (local.get 1) (local.get 2))
      (else (local.get 2) (local.get 1)))
    (i32.sub))
  (func $chain (param i32) (result i32)
    (if (result i32) (i32.eq (local.get 0) (i32.const 1))
      (then (i32.const 10))
      (else
        (if (result i32) (i32.eq (local.get 0) (i32.const 2))
          (then (i32.const 20))
          (else (i32.const 30))))))
  (func $param (param i32 i32) (result i32)
    (local.get 0)
    (local.get 1)
    (if (param i32) (result i32) (then (i32.add (i32.const 1))) (else (i32.sub (i32.const 1))))))
;; $without_else
;;     x86-64: 4 instructions, 17 bytes                     | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   if
;;       test edi, edi                                      |   cbz w2, L0
;;       jz L0                                              |
;;   i32.const 9
;;   local.set 1
;;       mov r8d, 0x9                                       |   movz w3, #0x9
;;   end
;;     L0:                                                  | L0:
;;   local.get 1
;;   end
;;       mov eax, r8d                                       |   mov w0, w3
;;
;; $value
;;     x86-64: 5 instructions, 19 bytes                     | AArch64: 4 instructions, 16 bytes
;;   local.get 0
;;   if (result i32)
;;       test edi, edi                                      |   cbz w2, L0
;;       jz L0                                              |
;;   local.get 1
;;   else
;;       mov eax, r8d                                       |   mov w0, w3
;;       jmp L1                                             |   b L1
;;   local.get 2
;;   end
;;     L0:                                                  | L0:
;;       mov eax, r9d                                       |   mov w0, w4
;;   end
;;     L1:                                                  | L1:
;;
;; $sums
;;     x86-64: 6 instructions, 24 bytes                     | AArch64: 4 instructions, 16 bytes
;;   local.get 0
;;   if (result i32)
;;       test edi, edi                                      |   cbz w2, L0
;;       jz L0                                              |
;;   local.get 1
;;   i32.const 1
;;   i32.add
;;   else
;;       lea eax, [r8+0x1]                                  |   add w0, w3, #1
;;       jmp L1                                             |   b L1
;;     L0:                                                  | L0:
;;   local.get 2
;;   local.get 2
;;   i32.mul
;;       mov eax, r9d                                       |   mul w0, w4, w4
;;       imul eax, r9d                                      |
;;   end
;;     L1:                                                  | L1:
;;   end
;;
;; $f64_value
;;     x86-64: 5 instructions, 21 bytes                     | AArch64: 4 instructions, 16 bytes
;;   local.get 0
;;   if (result f64)
;;       test edi, edi                                      |   cbz w2, L0
;;       jz L0                                              |
;;   local.get 1
;;   else
;;       vmovaps xmm0, xmm6                                 |   fmov d0, d2
;;       jmp L1                                             |   b L1
;;   local.get 2
;;   end
;;     L0:                                                  | L0:
;;       vmovaps xmm0, xmm7                                 |   fmov d0, d3
;;   end
;;     L1:                                                  | L1:
;;
;; $returns
;;     x86-64: 8 instructions, 22 bytes                     | AArch64: 7 instructions, 28 bytes
;;   local.get 0
;;   if
;;       test edi, edi                                      |   cbz w2, L0
;;       jz L0                                              |
;;   i32.const 1
;;   return
;;       mov eax, 0x1                                       |   movz w0, #0x1
;;       pop rbp                                            |   ldp x29, x30, [sp], #0x20
;;       ret                                                |   ret
;;   else
;;     L0:                                                  | L0:
;;   i32.const 2
;;   return
;;       mov eax, 0x2                                       |   movz w0, #0x2
;;       pop rbp                                            |   ldp x29, x30, [sp], #0x20
;;       ret                                                |   ret
;;   end
;;   end
;;
;; $two_values
;;     x86-64: 10 instructions, 34 bytes                    | AArch64: 9 instructions, 36 bytes
;;   local.get 0
;;   if (type 4)
;;       test edi, edi                                      |   cbz w2, L0
;;       jz L0                                              |
;;   local.get 1
;;   local.get 2
;;   else
;;       mov [rbp-0x8], r8d                                 |   str x3, [x29, #0x10]
;;       mov eax, r9d                                       |   mov w0, w4
;;       jmp L1                                             |   b L1
;;   local.get 2
;;   local.get 1
;;   end
;;     L0:                                                  | L0:
;;       mov [rbp-0x8], r9d                                 |   str x4, [x29, #0x10]
;;       mov eax, r8d                                       |   mov w0, w3
;;     L1:                                                  | L1:
;;   i32.sub
;;       mov ecx, [rbp-0x8]                                 |   ldr w1, [x29, #0x10]
;;       sub ecx, eax                                       |   sub w1, w1, w0
;;   end
;;       mov eax, ecx                                       |   mov w0, w1
;;
;; $chain
;;     x86-64: 9 instructions, 43 bytes                     | AArch64: 9 instructions, 36 bytes
;;   local.get 0
;;   i32.const 1
;;   i32.eq
;;       cmp edi, 0x1                                       |   cmp w2, #1
;;   if (result i32)
;;       jnz L0                                             |   b.ne L0
;;   i32.const 10
;;   else
;;       mov eax, 0xa                                       |   movz w0, #0xa
;;       jmp L2                                             |   b L2
;;     L0:                                                  | L0:
;;   local.get 0
;;   i32.const 2
;;   i32.eq
;;       cmp edi, 0x2                                       |   cmp w2, #2
;;   if (result i32)
;;       jnz L1                                             |   b.ne L1
;;   i32.const 20
;;   else
;;       mov eax, 0x14                                      |   movz w0, #0x14
;;       jmp L2                                             |   b L2
;;   i32.const 30
;;   end
;;     L1:                                                  | L1:
;;       mov eax, 0x1e                                      |   movz w0, #0x1e
;;   end
;;     L2:                                                  | L2:
;;   end
;;
;; $param
;;     x86-64: 6 instructions, 22 bytes                     | AArch64: 6 instructions, 24 bytes
;;   local.get 0
;;   local.get 1
;;   if (type 3)
;;       test r8d, r8d                                      |   cmp w3, #0
;;       mov eax, edi                                       |   mov w0, w2
;;       jz L0                                              |   b.eq L0
;;   i32.const 1
;;   i32.add
;;   else
;;       lea eax, [rax+0x1]                                 |   add w0, w0, #1
;;       jmp L1                                             |   b L1
;;   i32.const 1
;;   i32.sub
;;   end
;;     L0:                                                  | L0:
;;       lea eax, [rax-0x1]                                 |   sub w0, w0, #1
;;   end
;;     L1:                                                  | L1:
