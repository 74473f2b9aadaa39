;; i32: two operations on a local that go back to it both work in its home.
(module
  (func $rotate_xor (param i32 i32)
    (local.set 0 (i32.rotl (i32.xor (local.get 0) (local.get 1)) (i32.const 7))))
  (func $xor_rotate (param i32 i32)
    (local.set 0 (i32.xor (i32.rotl (local.get 0) (i32.const 7)) (local.get 1))))
  (func $hash (param i32 i32)
    (local.set 0 (i32.mul (i32.xor (local.get 1) (local.get 0)) (i32.const 16777619))))
  (func $reads_it_again (param i32 i32)
    (local.set 0 (i32.xor (i32.rotl (local.get 0) (i32.const 7)) (local.get 0))))
  (func $to_another (param i32 i32)
    (local.set 1 (i32.mul (i32.sub (local.get 0) (local.get 1)) (i32.const 3))))
  (func $old_value_waits (param i32 i32) (result i32)
    (i32.sub (local.get 0)
             (local.tee 0 (i32.xor (i32.rotl (local.get 0) (i32.const 7)) (local.get 1))))))
;; $rotate_xor
;;     x86-64: 2 instructions, 6 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i32.xor
;;       xor edi, r8d                                       |   eor w2, w2, w3
;;   i32.const 7
;;   i32.rotl
;;       rol edi, 0x7                                       |   ror w2, w2, #0x19
;;   local.set 0
;;   end
;;
;; $xor_rotate
;;     x86-64: 2 instructions, 6 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.const 7
;;   i32.rotl
;;       rol edi, 0x7                                       |
;;   local.get 1
;;   i32.xor
;;       xor edi, r8d                                       |   eor w2, w3, w2, ror #25
;;   local.set 0
;;   end
;;
;; $hash
;;     x86-64: 2 instructions, 9 bytes                      | AArch64: 4 instructions, 16 bytes
;;   local.get 1
;;   local.get 0
;;   i32.xor
;;       xor edi, r8d                                       |   eor w2, w3, w2
;;   i32.const 16777619
;;   i32.mul
;;       imul edi, edi, 0x1000193                           |   movz w0, #0x193
;;                                                          |   movk w0, #0x100, lsl #16
;;                                                          |   mul w2, w2, w0
;;   local.set 0
;;   end
;;
;; $reads_it_again
;;     x86-64: 3 instructions, 12 bytes                     | AArch64: 2 instructions, 8 bytes
;;       mov [rbp-0x8], r8d                                 |   str x3, [x29, #0x10]
;;   local.get 0
;;   i32.const 7
;;   i32.rotl
;;       rorx eax, edi, 0x19                                |
;;   local.get 0
;;   i32.xor
;;       xor edi, eax                                       |   eor w2, w2, w2, ror #25
;;   local.set 0
;;   end
;;
;; $to_another
;;     x86-64: 3 instructions, 9 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i32.sub
;;       mov eax, edi                                       |   sub w0, w2, w3
;;       sub eax, r8d                                       |
;;   i32.const 3
;;   i32.mul
;;       lea r8d, [rax+rax*2]                               |   add w3, w0, w0, lsl #1
;;   local.set 1
;;   end
;;
;; $old_value_waits
;;     x86-64: 4 instructions, 10 bytes                     | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   local.get 0
;;   i32.const 7
;;   i32.rotl
;;       mov eax, edi                                       |   mov w0, w2
;;       rol edi, 0x7                                       |
;;   local.get 1
;;   i32.xor
;;       xor edi, r8d                                       |   eor w2, w3, w2, ror #25
;;   local.tee 0
;;   i32.sub
;;       sub eax, edi                                       |   sub w0, w0, w2
;;   end
