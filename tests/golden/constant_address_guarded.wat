;; Constant addresses in guarded code; inside the initial memory nothing is checked.
(module
  (memory 1)
  (func $zero (result i32) (i32.load (i32.const 0)))
  (func $near (result i32) (i32.load (i32.const 16)))
  (func $scaled_12_bits (result i32) (i32.load (i32.const 16380)))
  (func $last (result i32) (i32.load (i32.const 65532)))
  (func $beyond_initial (result i32) (i32.load (i32.const 65536)))
  (func $far (result i32) (i32.load (i32.const 0x100000)))
  (func $largest_signed (result i32) (i32.load (i32.const 0x7fffffff)))
  (func $top (result i32) (i32.load (i32.const 0xfffffff0)))
  (func $with_offset (result i32) (i32.load offset=1000 (i32.const 24)))
  (func $beyond_4g (result i32) (i32.load offset=0xffffffff (i32.const 0xffffffff)))
  (func $store (param i32) (i32.store (i32.const 1024) (local.get 0)))
  (func $store_const (i32.store (i32.const 1024) (i32.const 7)))
  (func $increment
    (i32.store (i32.const 1024) (i32.add (i32.load (i32.const 1024)) (i32.const 1)))))
;; $zero
;;     x86-64: 1 instruction, 3 bytes                       | AArch64: 1 instruction, 4 bytes
;;   i32.const 0
;;   i32.load
;;       mov eax, [r15]  ; out of bounds                    |   ldr w0, [x27]  ; out of bounds
;;   end
;;
;; $near
;;     x86-64: 1 instruction, 4 bytes                       | AArch64: 1 instruction, 4 bytes
;;   i32.const 16
;;   i32.load
;;       mov eax, [r15+0x10]  ; out of bounds               |   ldr w0, [x27, #0x10]  ; out of bounds
;;   end
;;
;; $scaled_12_bits
;;     x86-64: 1 instruction, 7 bytes                       | AArch64: 1 instruction, 4 bytes
;;   i32.const 16380
;;   i32.load
;;       mov eax, [r15+0x3ffc]  ; out of bounds             |   ldr w0, [x27, #0x3ffc]  ; out of bounds
;;   end
;;
;; $last
;;     x86-64: 1 instruction, 7 bytes                       | AArch64: 2 instructions, 8 bytes
;;   i32.const 65532
;;   i32.load
;;       mov eax, [r15+0xfffc]  ; out of bounds             |   add x17, x27, #0xf, lsl #12
;;                                                          |   ldr w0, [x17, #0xffc]  ; out of bounds
;;   end
;;
;; $beyond_initial
;;     x86-64: 1 instruction, 7 bytes                       | AArch64: 2 instructions, 8 bytes
;;   i32.const 65536
;;   i32.load
;;       mov eax, [r15+0x10000]  ; out of bounds            |   add x17, x27, #0x10, lsl #12
;;                                                          |   ldr w0, [x17]  ; out of bounds
;;   end
;;
;; $far
;;     x86-64: 1 instruction, 7 bytes                       | AArch64: 2 instructions, 8 bytes
;;   i32.const 1048576
;;   i32.load
;;       mov eax, [r15+0x100000]  ; out of bounds           |   add x17, x27, #0x100, lsl #12
;;                                                          |   ldr w0, [x17]  ; out of bounds
;;   end
;;
;; $largest_signed
;;     x86-64: 1 instruction, 7 bytes                       | AArch64: 2 instructions, 8 bytes
;;   i32.const 2147483647
;;   i32.load
;;       mov eax, [r15+0x7fffffff]  ; out of bounds         |   movn w17, #0x8000, lsl #16
;;                                                          |   ldr w0, [x27, x17]  ; out of bounds
;;   end
;;
;; $top
;;     x86-64: 2 instructions, 10 bytes                     | AArch64: 2 instructions, 8 bytes
;;   i32.const -16
;;   i32.load
;;       mov r11d, 0xfffffff0                               |   movn w16, #0xf
;;       mov eax, [r15+r11]  ; out of bounds                |   ldr w0, [x27, x16]  ; out of bounds
;;   end
;;
;; $with_offset
;;     x86-64: 1 instruction, 7 bytes                       | AArch64: 1 instruction, 4 bytes
;;   i32.const 24
;;   i32.load offset=1000
;;       mov eax, [r15+0x400]  ; out of bounds              |   ldr w0, [x27, #0x400]  ; out of bounds
;;   end
;;
;; $beyond_4g
;;     x86-64: 4 instructions, 21 bytes                     | AArch64: 4 instructions, 16 bytes
;;   i32.const -1
;;   i32.load offset=4294967295
;;       mov r11, 0x1fffffffe                               |   orr x16, xzr, #0x1fffffffe
;;       jmp L0                                             |   b L0
;;       mov eax, [r15+r11]  ; out of bounds                |   ldr w0, [x27, x16]  ; out of bounds
;;   end
;;   out of line: i32.load offset=4294967295
;;     L0:                                                  | L0:
;;       ud2  ; out of bounds                               |   udf #0  ; out of bounds
;;
;; $store
;;     x86-64: 1 instruction, 7 bytes                       | AArch64: 1 instruction, 4 bytes
;;   i32.const 1024
;;   local.get 0
;;   i32.store
;;       mov [r15+0x400], edi  ; out of bounds              |   str w2, [x27, #0x400]  ; out of bounds
;;   end
;;
;; $store_const
;;     x86-64: 1 instruction, 11 bytes                      | AArch64: 2 instructions, 8 bytes
;;   i32.const 1024
;;   i32.const 7
;;   i32.store
;;       mov dword ptr [r15+0x400], 0x7  ; out of bounds    |   movz w0, #0x7
;;                                                          |   str w0, [x27, #0x400]  ; out of bounds
;;   end
;;
;; $increment
;;     x86-64: 3 instructions, 17 bytes                     | AArch64: 3 instructions, 12 bytes
;;   i32.const 1024
;;   i32.const 1024
;;   i32.load
;;       mov eax, [r15+0x400]  ; out of bounds              |   ldr w0, [x27, #0x400]  ; out of bounds
;;   i32.const 1
;;   i32.add
;;   i32.store
;;       lea eax, [rax+0x1]                                 |   add w0, w0, #1
;;       mov [r15+0x400], eax  ; out of bounds              |   str w0, [x27, #0x400]  ; out of bounds
;;   end
