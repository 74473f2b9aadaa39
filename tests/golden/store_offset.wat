;; Offsets of stores in guarded code.
(module
  (memory 1)
  (func $none (param i32 i32) (i32.store (local.get 0) (local.get 1)))
  (func $near (param i32 i32) (i32.store offset=4 (local.get 0) (local.get 1)))
  (func $unscaled (param i32 i32) (i32.store offset=3 (local.get 0) (local.get 1)))
  (func $scaled_12_bits (param i32 i32) (i32.store offset=16380 (local.get 0) (local.get 1)))
  (func $far (param i32 i32) (i32.store offset=1048576 (local.get 0) (local.get 1)))
  (func $beyond_guard (param i32 i32) (i32.store offset=67108849 (local.get 0) (local.get 1)))
  (func $constant (param i32) (i32.store offset=1048576 (local.get 0) (i32.const 7))))
;; $none
;;     x86-64: 1 instruction, 4 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i32.store
;;       mov [r15+rdi], r8d  ; out of bounds                |   str w3, [x27, w2, uxtw]  ; out of bounds
;;   end
;;
;; $near
;;     x86-64: 1 instruction, 5 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i32.store offset=4
;;       mov [r15+rdi+0x4], r8d  ; out of bounds            |   add x0, x27, x2
;;                                                          |   str w3, [x0, #4]  ; out of bounds
;;   end
;;
;; $unscaled
;;     x86-64: 1 instruction, 5 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i32.store offset=3
;;       mov [r15+rdi+0x3], r8d  ; out of bounds            |   add x0, x27, x2
;;                                                          |   stur w3, [x0, #3]  ; out of bounds
;;   end
;;
;; $scaled_12_bits
;;     x86-64: 1 instruction, 8 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i32.store offset=16380
;;       mov [r15+rdi+0x3ffc], r8d  ; out of bounds         |   add x0, x27, x2
;;                                                          |   str w3, [x0, #0x3ffc]  ; out of bounds
;;   end
;;
;; $far
;;     x86-64: 1 instruction, 8 bytes                       | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   local.get 1
;;   i32.store offset=1048576
;;       mov [r15+rdi+0x100000], r8d  ; out of bounds       |   add x17, x27, x2
;;                                                          |   add x17, x17, #0x100, lsl #12
;;                                                          |   str w3, [x17]  ; out of bounds
;;   end
;;
;; $beyond_guard
;;     x86-64: 5 instructions, 24 bytes                     | AArch64: 6 instructions, 24 bytes
;;   local.get 0
;;   local.get 1
;;   i32.store offset=67108849
;;       lea r11, [rdi+0x3fffff1]                           |   movz w17, #0xfff1
;;       bt r11, 0x20                                       |   movk w17, #0x3ff, lsl #16
;;       jb L0                                              |   add x16, x2, x17, uxtx
;;       mov [r15+r11], r8d  ; out of bounds                |   tbnz x16, #0x20, L0
;;                                                          |   str w3, [x27, x16]  ; out of bounds
;;   end
;;   out of line: i32.store offset=67108849
;;     L0:                                                  | L0:
;;       ud2  ; out of bounds                               |   udf #0  ; out of bounds
;;
;; $constant
;;     x86-64: 1 instruction, 12 bytes                      | AArch64: 4 instructions, 16 bytes
;;   local.get 0
;;   i32.const 7
;;   i32.store offset=1048576
;;       mov dword ptr [r15+rdi+0x100000], 0x7  ; out of bounds |   movz w0, #0x7
;;                                                          |   add x17, x27, x2
;;                                                          |   add x17, x17, #0x100, lsl #12
;;                                                          |   str w0, [x17]  ; out of bounds
;;   end
