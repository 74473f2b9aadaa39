;; Indices that are computed: 32-bit sums wrap around, so they are finished first.
(module
  (memory 1)
  (func $sum (param i32 i32) (result i32) (i32.load (i32.add (local.get 0) (local.get 1))))
  (func $plus_const (param i32) (result i32) (i32.load (i32.add (local.get 0) (i32.const 8))))
  (func $scaled (param i32 i32) (result i32)
    (i32.load (i32.add (local.get 0) (i32.shl (local.get 1) (i32.const 2)))))
  (func $scaled_const_base (param i32) (result i32)
    (i32.load offset=4096 (i32.shl (local.get 0) (i32.const 2))))
  (func $scaled_double (param i32 i32) (result f64)
    (f64.load offset=8 (i32.add (local.get 0) (i32.shl (local.get 1) (i32.const 3)))))
  (func $masked (param i32) (result i32) (i32.load (i32.and (local.get 0) (i32.const 0xfffc))))
  (func $pointer (param i32) (result i32) (i32.load offset=4 (i32.load (local.get 0))))
  (func $tee (param i32) (result i32) (local i32)
    (i32.add (i32.load (local.tee 1 (i32.add (local.get 0) (i32.const 4)))) (local.get 1)))
  (func $loaded_byte (param i32) (result i32) (i32.load8_u offset=256 (i32.load8_u (local.get 0))))
  (func $wrapped (param i64) (result i32) (i32.load (i32.wrap_i64 (local.get 0))))
  (func $product (param i32 i32) (result i32) (i32.load (i32.mul (local.get 0) (local.get 1)))))
;; $sum
;;     x86-64: 2 instructions, 8 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i32.add
;;   i32.load
;;       lea eax, [rdi+r8]                                  |   add w0, w2, w3
;;       mov eax, [r15+rax]  ; out of bounds                |   ldr w0, [x27, w0, uxtw]  ; out of bounds
;;   end
;;
;; $plus_const
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.const 8
;;   i32.add
;;   i32.load
;;       lea eax, [rdi+0x8]                                 |   add w0, w2, #8
;;       mov eax, [r15+rax]  ; out of bounds                |   ldr w0, [x27, w0, uxtw]  ; out of bounds
;;   end
;;
;; $scaled
;;     x86-64: 2 instructions, 8 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i32.const 2
;;   i32.shl
;;   i32.add
;;   i32.load
;;       lea eax, [rdi+r8*4]                                |   add w0, w2, w3, lsl #2
;;       mov eax, [r15+rax]  ; out of bounds                |   ldr w0, [x27, w0, uxtw]  ; out of bounds
;;   end
;;
;; $scaled_const_base
;;     x86-64: 2 instructions, 15 bytes                     | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   i32.const 2
;;   i32.shl
;;   i32.load offset=4096
;;       lea eax, [rdi*4]                                   |   lsl w0, w2, #2
;;       mov eax, [r15+rax+0x1000]  ; out of bounds         |   add x17, x27, x0
;;                                                          |   ldr w0, [x17, #0x1000]  ; out of bounds
;;   end
;;
;; $scaled_double
;;     x86-64: 2 instructions, 11 bytes                     | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   local.get 1
;;   i32.const 3
;;   i32.shl
;;   i32.add
;;   f64.load offset=8
;;       lea eax, [rdi+r8*8]                                |   add w0, w2, w3, lsl #3
;;       vmovsd xmm0, qword ptr [r15+rax+0x8]  ; out of bounds |   add x17, x27, x0
;;                                                          |   ldr d0, [x17, #8]  ; out of bounds
;;   end
;;
;; $masked
;;     x86-64: 3 instructions, 11 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.const 65532
;;   i32.and
;;       mov eax, edi                                       |   and w0, w2, #0xfffc
;;       and eax, 0xfffc                                    |
;;   i32.load
;;       mov eax, [r15+rax]  ; out of bounds                |   ldr w0, [x27, w0, uxtw]  ; out of bounds
;;   end
;;
;; $pointer
;;     x86-64: 2 instructions, 9 bytes                      | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   i32.load
;;       mov eax, [r15+rdi]  ; out of bounds                |   ldr w0, [x27, w2, uxtw]  ; out of bounds
;;   i32.load offset=4
;;       mov eax, [r15+rax+0x4]  ; out of bounds            |   add x17, x27, x0
;;                                                          |   ldr w0, [x17, #4]  ; out of bounds
;;   end
;;
;; $tee
;;     x86-64: 3 instructions, 12 bytes                     | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   i32.const 4
;;   i32.add
;;       lea r8d, [rdi+0x4]                                 |   add w3, w2, #4
;;   local.tee 1
;;   i32.load
;;       mov eax, [r15+r8]  ; out of bounds                 |   ldr w0, [x27, w3, uxtw]  ; out of bounds
;;   local.get 1
;;   i32.add
;;   end
;;       lea eax, [rax+r8]                                  |   add w0, w0, w3
;;
;; $loaded_byte
;;     x86-64: 2 instructions, 14 bytes                     | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   i32.load8_u
;;       movzx eax, byte ptr [r15+rdi]  ; out of bounds     |   ldrb w0, [x27, w2, uxtw]  ; out of bounds
;;   i32.load8_u offset=256
;;       movzx eax, byte ptr [r15+rax+0x100]  ; out of bounds |   add x17, x27, x0
;;                                                          |   ldrb w0, [x17, #0x100]  ; out of bounds
;;   end
;;
;; $wrapped
;;     x86-64: 2 instructions, 6 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.wrap_i64
;;       mov eax, edi                                       |   mov w0, w2
;;   i32.load
;;       mov eax, [r15+rax]  ; out of bounds                |   ldr w0, [x27, w0, uxtw]  ; out of bounds
;;   end
;;
;; $product
;;     x86-64: 3 instructions, 10 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i32.mul
;;       mov eax, edi                                       |   mul w0, w2, w3
;;       imul eax, r8d                                      |
;;   i32.load
;;       mov eax, [r15+rax]  ; out of bounds                |   ldr w0, [x27, w0, uxtw]  ; out of bounds
;;   end
