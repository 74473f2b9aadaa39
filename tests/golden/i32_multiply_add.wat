;; i32: multiplications that are added to or subtracted from something.
(module
  (func $add_mul (param i32 i32 i32) (result i32)
    (i32.add (local.get 0) (i32.mul (local.get 1) (local.get 2))))
  (func $mul_add (param i32 i32 i32) (result i32)
    (i32.add (i32.mul (local.get 0) (local.get 1)) (local.get 2)))
  (func $sub_mul (param i32 i32 i32) (result i32)
    (i32.sub (local.get 0) (i32.mul (local.get 1) (local.get 2))))
  (func $mul_sub (param i32 i32 i32) (result i32)
    (i32.sub (i32.mul (local.get 0) (local.get 1)) (local.get 2)))
  (func $neg_mul (param i32 i32) (result i32)
    (i32.sub (i32.const 0) (i32.mul (local.get 0) (local.get 1))))
  (func $two_products (param i32 i32 i32 i32) (result i32)
    (i32.add (i32.mul (local.get 0) (local.get 1)) (i32.mul (local.get 2) (local.get 3))))
  (func $accumulate (param i32 i32 i32) (result i32)
    (local.set 0 (i32.add (local.get 0) (i32.mul (local.get 1) (local.get 2))))
    (local.get 0))
  (func $horner (param i32 i32) (result i32)
    (i32.add (i32.mul (local.get 0) (i32.const 31)) (local.get 1))))
;; $add_mul
;;     x86-64: 3 instructions, 10 bytes                     | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   local.get 2
;;   i32.mul
;;       mov eax, r8d                                       |
;;       imul eax, r9d                                      |
;;   i32.add
;;   end
;;       lea eax, [rdi+rax]                                 |   madd w0, w3, w4, w2
;;
;; $mul_add
;;     x86-64: 3 instructions, 10 bytes                     | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i32.mul
;;       mov eax, edi                                       |
;;       imul eax, r8d                                      |
;;   local.get 2
;;   i32.add
;;   end
;;       lea eax, [rax+r9]                                  |   madd w0, w2, w3, w4
;;
;; $sub_mul
;;     x86-64: 4 instructions, 11 bytes                     | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   local.get 2
;;   i32.mul
;;       mov eax, r8d                                       |
;;       imul eax, r9d                                      |
;;   i32.sub
;;       neg eax                                            |   msub w0, w3, w4, w2
;;       add eax, edi                                       |
;;   end
;;
;; $mul_sub
;;     x86-64: 3 instructions, 9 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i32.mul
;;       mov eax, edi                                       |   mul w0, w2, w3
;;       imul eax, r8d                                      |
;;   local.get 2
;;   i32.sub
;;       sub eax, r9d                                       |   sub w0, w0, w4
;;   end
;;
;; $neg_mul
;;     x86-64: 3 instructions, 8 bytes                      | AArch64: 1 instruction, 4 bytes
;;   i32.const 0
;;   local.get 0
;;   local.get 1
;;   i32.mul
;;       mov eax, edi                                       |
;;       imul eax, r8d                                      |
;;   i32.sub
;;       neg eax                                            |   mneg w0, w2, w3
;;   end
;;
;; $two_products
;;     x86-64: 5 instructions, 14 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i32.mul
;;       mov eax, edi                                       |   mul w0, w2, w3
;;       imul eax, r8d                                      |
;;   local.get 2
;;   local.get 3
;;   i32.mul
;;       mov ecx, r9d                                       |
;;       imul ecx, esi                                      |
;;   i32.add
;;       add eax, ecx                                       |   madd w0, w4, w5, w0
;;   end
;;
;; $accumulate
;;     x86-64: 4 instructions, 11 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   local.get 2
;;   i32.mul
;;       mov eax, r8d                                       |
;;       imul eax, r9d                                      |
;;   i32.add
;;       add edi, eax                                       |   madd w2, w3, w4, w2
;;   local.set 0
;;   local.get 0
;;   end
;;       mov eax, edi                                       |   mov w0, w2
;;
;; $horner
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.const 31
;;   i32.mul
;;       imul eax, edi, 0x1f                                |   movz w0, #0x1f
;;   local.get 1
;;   i32.add
;;   end
;;       lea eax, [rax+r8]                                  |   madd w0, w2, w0, w3
