;; local.get, local.set, local.tee with homes.
(module
  (func $get (param i32) (result i32) (local.get 0))
  (func $set (param i32 i32) (result i32)
    (local.set 0 (local.get 1))
    (local.get 0))
  (func $tee (param i32 i32) (result i32) (i32.add (local.tee 0 (local.get 1)) (local.get 0)))
  ;; What is on the stack is read out before its local changes.
  (func $swap (param i32 i32) (result i32)
    (local.get 0)
    (local.set 0 (local.get 1))
    (local.set 1)
    (i32.sub (local.get 0) (local.get 1)))
  (func $old_and_new (param i32) (result i32)
    (i32.sub (local.get 0) (local.tee 0 (i32.add (local.get 0) (i32.const 1)))))
  (func $post_increment (param i32) (result i32) (local i32)
    (local.set 1 (local.get 0))
    (local.set 0 (i32.add (local.get 0) (i32.const 1)))
    (i32.mul (local.get 0) (local.get 1)))
  (func $declared (result i32) (local i32) (local.get 0))
  (func $declared_float (result f64) (local f64) (local.get 0))
  (func $copy_float (param f64 f64) (result f64)
    (local.set 0 (local.get 1))
    (local.get 0))
  (func $tee_twice (param i32) (result i32) (local i32)
    (local.set 0 (local.tee 1 (i32.add (local.get 0) (i32.const 5))))
    (i32.xor (local.get 0) (local.get 1))))
;; $get
;;     x86-64: 1 instruction, 2 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   end
;;       mov eax, edi                                       |   mov w0, w2
;;
;; $set
;;     x86-64: 2 instructions, 5 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 1
;;   local.set 0
;;       mov edi, r8d                                       |   mov w2, w3
;;   local.get 0
;;   end
;;       mov eax, edi                                       |   mov w0, w2
;;
;; $tee
;;     x86-64: 2 instructions, 6 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 1
;;   local.tee 0
;;       mov edi, r8d                                       |   mov w2, w3
;;   local.get 0
;;   i32.add
;;   end
;;       lea eax, [rdi+rdi]                                 |   add w0, w2, w2
;;
;; $swap
;;     x86-64: 5 instructions, 13 bytes                     | AArch64: 4 instructions, 16 bytes
;;   local.get 0
;;   local.get 1
;;   local.set 0
;;       mov eax, edi                                       |   mov w0, w2
;;       mov edi, r8d                                       |   mov w2, w3
;;   local.set 1
;;       mov r8d, eax                                       |   mov w3, w0
;;   local.get 0
;;   local.get 1
;;   i32.sub
;;       mov eax, edi                                       |   sub w0, w2, w3
;;       sub eax, r8d                                       |
;;   end
;;
;; $old_and_new
;;     x86-64: 3 instructions, 7 bytes                      | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   local.get 0
;;   i32.const 1
;;   i32.add
;;       mov eax, edi                                       |   mov w0, w2
;;       add edi, 0x1                                       |   add w2, w2, #1
;;   local.tee 0
;;   i32.sub
;;       sub eax, edi                                       |   sub w0, w0, w2
;;   end
;;
;; $post_increment
;;     x86-64: 4 instructions, 12 bytes                     | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   local.set 1
;;       mov r8d, edi                                       |   mov w3, w2
;;   local.get 0
;;   i32.const 1
;;   i32.add
;;       add edi, 0x1                                       |   add w2, w2, #1
;;   local.set 0
;;   local.get 0
;;   local.get 1
;;   i32.mul
;;       mov eax, edi                                       |   mul w0, w2, w3
;;       imul eax, r8d                                      |
;;   end
;;
;; $declared
;;     x86-64: 2 instructions, 4 bytes                      | AArch64: 2 instructions, 8 bytes
;;       xor edi, edi                                       |   movz w2, #0
;;   local.get 0
;;   end
;;       mov eax, edi                                       |   mov w0, w2
;;
;; $declared_float
;;     x86-64: 2 instructions, 8 bytes                      | AArch64: 2 instructions, 8 bytes
;;       vxorps xmm6, xmm6, xmm6                            |   movi d2, #0000000000000000
;;   local.get 0
;;   end
;;       vmovaps xmm0, xmm6                                 |   fmov d0, d2
;;
;; $copy_float
;;     x86-64: 2 instructions, 8 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 1
;;   local.set 0
;;       vmovaps xmm6, xmm7                                 |   fmov d2, d3
;;   local.get 0
;;   end
;;       vmovaps xmm0, xmm6                                 |   fmov d0, d2
;;
;; $tee_twice
;;     x86-64: 4 instructions, 12 bytes                     | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   i32.const 5
;;   i32.add
;;       lea r8d, [rdi+0x5]                                 |   add w3, w2, #5
;;   local.tee 1
;;   local.set 0
;;       mov edi, r8d                                       |   mov w2, w3
;;   local.get 0
;;   local.get 1
;;   i32.xor
;;       mov eax, edi                                       |   eor w0, w2, w3
;;       xor eax, r8d                                       |
;;   end
